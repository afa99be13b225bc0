using Edify.Rag.Hosting.Ingestion.Resilience;
using Edify.Rag.Hosting.Ingestion.Reuse;
using Edify.Rag.Hosting.Usage;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Processes documents for as long as the worker works: in rounds, each of which ends when there is nothing to take.</summary>
internal sealed class DocumentDuty(WorkerParts worker)
{
    private readonly IngestionOptions _options = worker.Parts.Options;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var services = worker.Services();
        var (embedder, fingerprint, collection) = await worker.PrepareAsync(services, cancellationToken).ConfigureAwait(false);
        var decorated = services.Decorate() with { Collection = collection };
        var taking = new JobTaking(worker.Queue, services.Ledger, worker.Identity, worker.Options.Lease, worker.Time);
        while (true)
        {
            var since = worker.Time.GetTimestamp();
            var leases = await taking.TakeAsync(worker.Options.Concurrency, cancellationToken).ConfigureAwait(false);
            worker.State.Healthy(nameof(DocumentDuty));
            if (leases.Count == 0) await Task.Delay(worker.Options.PollInterval, worker.Time, cancellationToken).ConfigureAwait(false);
            else await RoundAsync(leases, since, services, decorated, fingerprint, embedder.Dimension, taking, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RoundAsync(
        IReadOnlyList<JobLease> leases,
        long since,
        RunServices services,
        IngestionParts decorated,
        ProcessingFingerprint fingerprint,
        int dimension,
        JobTaking taking,
        CancellationToken cancellationToken)
    {
        using var held = new HeldJobs(worker.Queue, worker.Options, worker.Time, worker.Logger);
        var jobs = held.Add(leases, since);
        var parts = decorated with { Ledger = new LeasedLedger(worker.Ledger, services.Ledger, held, worker.Identity) };
        var tally = new RunTally(worker.Time, worker.State, worker.Logger.Happened);
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = held.KeepAsync(renewing.Token);
        var account = parts.Admission is null ? null : UsageAccount.OfTenant(worker.Identity.Tenant);
        try
        {
            using var _ = account?.Enter();
            var marks = new AttemptMarks(parts, parts.Ledger, fingerprint, worker.Logger); // the queue counts the tries
            var reuse = await VectorReuse.BeginAsync(parts, worker.Identity.Tenant, dimension, fromStore: true, tally, cancellationToken).ConfigureAwait(false);
            var flow = new RunFlow(parts, services, fingerprint, marks, reuse, tally, worker.Logger);
            var handling = new DocumentHandling(parts, worker.Queue, services.Ledger, worker.Triage(fingerprint), fingerprint, worker.Identity, tally);
            await flow.RunAsync(Feed(handling), new(worker.Parts.Source, worker.Identity.Prefix), dimension, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await new JobReturn(worker, held).ReturnAsync().ConfigureAwait(false);
            await renewing.CancelAsync().ConfigureAwait(false);
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (account is not null) await parts.Admission!.SettleAsync(account, worker.Ledger, cancellationToken).ConfigureAwait(false);
            var report = tally.Report();
            worker.State.Ended(report);
            worker.Logger.WorkDone(report.Ingested, report.FieldsUpdated, report.Failed.Count, report.Removed, report.Elapsed);
        }

        Func<DocumentAttempts, ChunkQueue, IEnumerable<Func<CancellationToken, Task>>> Feed(DocumentHandling handling) => (attempts, chunks) =>
        {
            var round = new DocumentRound(taking, held, handling, attempts, chunks, _options.Readers(), worker.Options, worker.Time);
            return [token => round.TakeAsync(jobs, token), round.ReadAsync];
        };
    }
}
