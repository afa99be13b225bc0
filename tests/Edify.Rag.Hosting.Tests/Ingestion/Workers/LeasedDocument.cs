using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Edify.Rag.Hosting.Ingestion.Workers;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

/// <summary>A document of a school in the hands of a worker, under a lease of 30 seconds.</summary>
internal sealed class LeasedDocument(SmallSchool school)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private RunTally? _tally;

    /// <summary>Whether others have the job when the worker wants to commit it.</summary>
    public bool IsTaken { get; init; }

    /// <summary>Whether the lease runs out while the worker asks the ledger.</summary>
    public bool RunsOut { get; init; }

    /// <summary>What was committed under the lease.</summary>
    public IReadOnlyList<LedgerEntry> Committed { get; private set; } = [];

    public HeldJob? Job { get; private set; }

    public IngestionReport Report => _tally!.Report();

    /// <summary>Begins it.</summary>
    /// <returns>The document to read; <see langword="null"/> when nothing is left to do.</returns>
    public async Task<DocumentJob?> BeginAsync(string name, string? givenUp = null)
    {
        var parts = school.Services.GetRequiredKeyedService<IngestionParts>(RagServices.DefaultName);
        var ledger = new FencedLedger(parts.Ledger) { IsTaken = IsTaken, OnFind = () => _time.Advance(RunsOut ? Lease : TimeSpan.Zero) };
        var identity = new WorkerIdentity(SmallSchool.Tenant, parts.Source.Location, string.Empty);
        var worker = new WorkerParts(parts, ledger, new NoQueue(), new ServiceGates(parts), new(), identity, new(), NullLogger.Instance);
        var services = worker.Services();
        var (_, fingerprint, _) = await worker.PrepareAsync(services, TestContext.Current.CancellationToken);
        using var held = new HeldJobs(worker.Queue, worker.Options, _time, worker.Logger);
        var leased = services.Decorate() with { Ledger = new LeasedLedger(ledger, services.Ledger, held, identity) };
        _tally = new(_time, null, static _ => { });

        var blob = await parts.Source.ListAsync(name).FirstAsync();
        var lease = new JobLease(new DocumentOrder(blob, givenUp).ToJob(identity, name, parts.Options.MaxAttempts), identity.Worker, 1) { Duration = Lease };
        Job = held.Add([lease], _time.GetTimestamp())[0];
        var handling = new DocumentHandling(leased, worker.Queue, services.Ledger, worker.Triage(fingerprint), fingerprint, identity, _tally);
        var document = await handling.BeginAsync(Job, TestContext.Current.CancellationToken);
        Committed = ledger.Committed;
        return document;
    }
}
