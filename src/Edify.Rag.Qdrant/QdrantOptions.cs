using Edify.Rag.Qdrant.Connection;

namespace Edify.Rag;

/// <summary>Options of vectors that are kept in Qdrant.</summary>
public sealed class QdrantOptions
{
    /// <summary>Where Qdrant's REST API answers: <c>http</c> or <c>https</c>, a host and a port; a path, if a proxy asks for one.</summary>
    /// <value>Default: http://localhost:6333.</value>
    public Uri Endpoint { get; set; } = new("http://localhost:6333");

    /// <summary>The API key, or a token that Qdrant takes in its place. It is a secret; none for a server that asks for none.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? ApiKey { get; set; }

    /// <summary>How long one request may take, from 1 second to 1 hour. Making an index or a snapshot may take an hour whatever is set.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a request is repeated that failed for a reason that may pass: too many requests, an error of the server, a broken
    /// connection. One that ran out of time is not.
    /// </summary>
    /// <value>Default: 4. Range: 0 to 20.</value>
    public int MaxRetries { get; set; } = 4;

    /// <summary>The longest wait before a repetition. A server that asks to be left alone for longer is not waited for: the error says how long it asked for.</summary>
    /// <value>Default: 10 seconds. Range: 0 to 10 minutes.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A file in PEM with the certificates that the server's must be issued by, in place of those that the machine trusts.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>The most bytes of one request; the server's own limit (<c>service.max_request_size_mb</c>, 32) must not be below.</summary>
    /// <value>Default: 16 MiB. Range: 64 KiB to 1 GiB.</value>
    public int MaxRequestBytes { get; set; } = 16 << 20;

    /// <summary>
    /// The number of words that a text has on average, which BM25 compares lengths with. Weights are computed when records are
    /// written, so it holds for what is written afterwards.
    /// </summary>
    /// <value>Default: 160, what chunks of 1,000 characters have. Range: 1 to 100,000.</value>
    public int AverageWords { get; set; } = 160;

    /// <summary>
    /// Whether records of new collections say which words they hold, so that the store can tell how rare a word is
    /// (<see cref="ITermStatistics"/>), which the hashing embedder weighs words by. It takes about 10 bytes a word and record, on disk.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CountWords { get; set; } = true;

    /// <summary>Candidates that a search of the vector index looks at (<c>hnsw_ef</c>); <see langword="null"/> for the server's choice.</summary>
    /// <value>Default: <see langword="null"/>. Range: 1 to 10,000.</value>
    public int? SearchEf { get; set; }

    /// <summary>Whether every vector that the filter admits is compared: nothing is missed, and large collections are slow.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ExactSearch { get; set; }

    /// <summary>How many replicas must agree on what is read.</summary>
    /// <value>Default: <see cref="QdrantReadConsistency.One"/>.</value>
    public QdrantReadConsistency ReadConsistency { get; set; }

    /// <summary>How new collections are kept.</summary>
    /// <value>Default: those of <see cref="QdrantCollectionOptions"/>.</value>
    public QdrantCollectionOptions Collections { get; set; } = new();

    /// <summary>The endpoint; no secret is in it.</summary>
    public override string ToString() => $"Qdrant at {QdrantPlace.Of(Endpoint)}";
}
