using Edify.Rag.Hosting.Ingestion.Access;

namespace Edify.Rag.Hosting.Ingestion.Planning;

/// <summary>The field updates of a run: told to the ledger in groups.</summary>
internal sealed class FieldUpdates(IngestionParts parts, ProcessingFingerprint fingerprint, RunTally tally)
{
    private const int WrittenAtOnce = 64;

    private readonly FieldUpdate _update = new(parts, fingerprint);
    private readonly List<LedgerEntry> _updated = [];

    /// <returns>Whether that was all; otherwise the document is to be read.</returns>
    public async ValueTask<bool> UpdateAsync(BlobItem blob, LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (await _update.ApplyAsync(blob, entry, cancellationToken).ConfigureAwait(false) is not { } updated) return false;
        _updated.Add(updated);
        tally.FieldsUpdated(blob.Name);
        if (AccessIssue.Find(updated.Reason) is { } issue) tally.Warned(blob.Name, issue);
        if (_updated.Count == WrittenAtOnce) await FlushAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Sets who sees what the store holds of a document that is going to be processed.</summary>
    public async ValueTask UpdateAccessAsync(BlobItem blob, LedgerEntry? entry, CancellationToken cancellationToken)
    {
        if (entry is not null) await _update.ApplyAccessAsync(blob, entry, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets who sees what the store holds of a document that stays in quarantine.</summary>
    public async ValueTask UpdateQuarantinedAsync(BlobItem blob, LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (await _update.ApplyAccessAsync(blob, entry, cancellationToken).ConfigureAwait(false) is not { } updated) return;
        await parts.Ledger.WriteAsync([updated], cancellationToken).ConfigureAwait(false);
        if (AccessIssue.Find(updated.Reason) is { } issue) tally.Warned(blob.Name, issue);
    }

    /// <summary>Tells the ledger of those that it does not know yet; a run that stops before does them again.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_updated.Count == 0) return;
        await parts.Ledger.WriteAsync([.. _updated], cancellationToken).ConfigureAwait(false);
        _updated.Clear();
    }
}
