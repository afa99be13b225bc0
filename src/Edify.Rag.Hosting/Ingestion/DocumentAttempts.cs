using System.Runtime.ExceptionServices;
using Edify.Rag.Hosting.Ingestion.Access;
using Edify.Rag.Hosting.Ingestion.Resilience;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Processes one document: reads it, again from the start when the source fails meanwhile, and in its new version when it changes.</summary>
/// <remarks>One bad file is never more than one failed document; a source that is down is raised, and stops the run.</remarks>
internal sealed class DocumentAttempts(
    IngestionParts parts,
    ProcessingFingerprint fingerprint,
    ServiceCalls source,
    SourceHealth health,
    ByteBudget budget,
    ChunkQueue output,
    DocumentSettlement settlement,
    ILogger logger)
{
    private const int MostChanges = 3;

    /// <summary>Brings a document to its end, whichever it is; its chunks may still be under way.</summary>
    public async ValueTask ProcessAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        if (!job.IsGivenUp) job.Reserved = await budget.TakeAsync(DocumentBytes.Held(job, parts), cancellationToken).ConfigureAwait(false);
        if (job.Previous is not null) job.Stored = await FindStoredAsync(job, cancellationToken).ConfigureAwait(false);
        if (!job.IsGivenUp) await ReadAsync(job, cancellationToken).ConfigureAwait(false);
        await settlement.ReleaseAsync(job, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReadAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        for (var changes = 0; ; changes++)
        {
            try
            {
                await source.RunAsync(token => TryAsync(job, token), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (BlobChangedException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (changes < MostChanges && await TakeNewVersionAsync(job, cancellationToken).ConfigureAwait(false)) continue;
                job.Fail($"{e.Message} The next run reads what is there then.", countsAsTry: false);
                return;
            }
            catch (Exception e) when (e is RagOutageException or BlobAccessDeniedException && !cancellationToken.IsCancellationRequested)
            {
                await health.ThrowIfDownAsync(e, cancellationToken).ConfigureAwait(false);
                job.Fail(e is RagOutageException ? $"{Last(e)} It was tried several times; the next run tries again." : e.Message, countsAsTry: false);
                return;
            }
        }
    }

    private async ValueTask TryAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        if (job.Begun.Count > 0)
        {
            // Chunks of a broken try must not come in behind those of the next one.
            var drained = job.Progress.AbandonAsync(cancellationToken);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            await drained.ConfigureAwait(false);
        }

        job.Restart();
        var watched = new SourceWatch();
        try
        {
            await new DocumentFeed(parts, fingerprint, output, watched).ReadAsync(job, cancellationToken).ConfigureAwait(false);
            health.Answered();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Readers take a broken connection for a damaged file.
            if ((watched.Fault ?? e) is var cause && IsOfService(cause, watched.Fault is not null)) ExceptionDispatchInfo.Throw(cause);
            if (watched.Fault is null) health.Answered();
            job.Fail(Reason(cause, job), countsAsTry: cause is DocumentReadException or not RagException);
        }
    }

    private static bool IsOfService(Exception cause, bool isOfSource) =>
        cause is BlobChangedException or RagOutageException or BlobAccessDeniedException
        || (TransientFaults.Classify(cause).IsTransient && (isOfSource || cause is not IOException));

    // Null fails the document: the blob is gone.
    private async ValueTask<bool> TakeNewVersionAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        await foreach (var blob in parts.Source.ListAsync(job.Blob.Name, cancellationToken).ConfigureAwait(false))
        {
            // Behind longer names stands one whose access file was waited for.
            if (SidecarSource.IsPast(job.Blob.Name, blob.Name)) return false;
            if (blob.Name != job.Blob.Name) continue;
            budget.Return(job.Reserved);
            job.Reserved = 0;
            job.Blob = blob;
            job.Reserved = await budget.TakeAsync(DocumentBytes.Held(job, parts), cancellationToken).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    private async Task<IReadOnlyDictionary<Guid, IReadOnlyList<string>>> FindStoredAsync(DocumentJob job, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<Guid, IReadOnlyList<string>>();
        var scope = AccessScope.ForSystem(job.Key.Tenant, "ingestion");
        var options = new ScanOptions { Filter = FieldFilter.Documents(job.Key.Tenant, [job.DocumentId]) };
        await foreach (var record in parts.Store.ScanAsync(parts.Collection, scope, options, cancellationToken).ConfigureAwait(false))
            stored[record.Id] = record.Fields.TryGetValue(RagFields.Version, out var versions) ? versions.Items ?? [] : [];
        return stored;
    }

    private static string Last(Exception outage) => outage.InnerException is { } last ? TransientFaults.Describe(last) : outage.Message;

    private string Reason(Exception error, DocumentJob job)
    {
        if (error is not RagException and not IOException) logger.UnexpectedDocumentError(error, job.Key.Name);
        return error is RagException or IOException
            ? error.Message
            : $"The file could not be processed ({error.GetType().Name}); report it with the file if it opens elsewhere.";
    }
}
