namespace Edify.Rag.Hosting.Ingestion;

/// <summary>What a document was processed with; when a part of it changes, exactly the documents it concerns are processed again.</summary>
/// <remarks>Written as "reader|chunker|embedder|metadata" to the ledger.</remarks>
internal sealed class ProcessingFingerprint(IReadOnlyList<IDocumentReader> readers, string chunker, string embedder, string metadata)
{
    // One text for all documents of a reader: the ledger keeps it with each of them.
    private readonly Dictionary<IDocumentReader, string> _ofReader =
        readers.Distinct().ToDictionary(r => r, r => $"{r.Fingerprint}|{chunker}|{embedder}|{metadata}");

    public string For(IDocumentReader reader) => _ofReader[reader];

    /// <summary>Whether a document that was processed so would be processed the same way now.</summary>
    public bool IsCurrent(string recorded) => _ofReader.ContainsValue(recorded);
}
