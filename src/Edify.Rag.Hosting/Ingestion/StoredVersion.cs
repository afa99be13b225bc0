namespace Edify.Rag.Hosting.Ingestion;

/// <summary>The version of a document that is whole in the store, as the ledger knows it.</summary>
internal static class StoredVersion
{
    /// <summary>Marks it; empty when there is none, or when it is not known.</summary>
    public static string Of(LedgerEntry? entry) => entry switch
    {
        null => string.Empty,
        { Status: LedgerStatus.Ingested } => RagIds.Version(entry.Key.DocumentId, entry.ETag, entry.Fingerprint).ToString(),
        _ => entry.StoredVersion,
    };
}
