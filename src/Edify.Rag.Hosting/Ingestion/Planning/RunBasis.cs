namespace Edify.Rag.Hosting.Ingestion.Planning;

/// <summary>All that decisions rest on: how documents would be processed now, and what is known of them. Gathering it writes nothing.</summary>
/// <param name="Fingerprint">How documents would be processed now.</param>
/// <param name="Triage">Decides on each blob.</param>
/// <param name="Known">The ledger's entries by name, within the prefix.</param>
internal sealed record RunBasis(ProcessingFingerprint Fingerprint, BlobTriage Triage, Dictionary<string, LedgerEntry> Known)
{
    /// <param name="parts">The parts.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="source">Identity of the source.</param>
    /// <param name="embedder">The embedder.</param>
    /// <param name="hasCollection">Whether there is a collection to compare the ledger with.</param>
    /// <param name="only">The documents that the run is about; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<RunBasis> GatherAsync(
        IngestionParts parts, IngestionRequest request, string source, EmbedderIdentity embedder, bool hasCollection, IReadOnlySet<string>? only, CancellationToken cancellationToken)
    {
        var (options, metadata) = (parts.Options, parts.Metadata.Fingerprint);
        var fingerprint = new ProcessingFingerprint(parts.Readers, parts.Chunker.Fingerprint, embedder.Id, metadata, options);
        var triage = new BlobTriage(fingerprint, request, options.MaxAttempts, options.IncludeHidden, only);
        var known = await new LedgerReconciliation(parts, request.Tenant, source, hasCollection).KnownAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in known.Keys.Where(n => !n.StartsWith(request.Prefix, StringComparison.Ordinal)).ToList()) known.Remove(name);
        return new(fingerprint, triage, known);
    }
}
