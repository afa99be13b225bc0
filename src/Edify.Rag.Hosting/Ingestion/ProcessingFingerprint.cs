namespace Edify.Rag.Hosting.Ingestion;

/// <summary>What a document was processed with; when a part of it changes, exactly the documents it concerns are processed again.</summary>
/// <remarks>Written as "reader|chunker|embedder|metadata" to the ledger.</remarks>
internal sealed class ProcessingFingerprint(IReadOnlyList<IDocumentReader> readers, string chunker, string embedder, string metadata)
{
    private readonly string _others = $"|{chunker}|{embedder}|{metadata}";

    public string For(IDocumentReader reader) => reader.Fingerprint + _others;

    /// <summary>Whether a document that was processed so would be processed the same way now.</summary>
    public bool IsCurrent(string recorded) => readers.Any(r => recorded == For(r));
}
