namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>What goes wrong with a request.</summary>
public abstract record QdrantFault
{
    /// <summary>The call is not done, and answered with a status; for 429 with the seconds to wait.</summary>
    public sealed record Fail(int Status, string Error = "Service internal error: it was asked to fail", int? RetryAfter = null) : QdrantFault;

    /// <summary>The call is done, and answered as if it were not.</summary>
    public sealed record FailAfter(int Status, string Error = "Service internal error: it was asked to fail") : QdrantFault;

    /// <summary>The connection is cut before the call is done.</summary>
    public sealed record Cut : QdrantFault;

    /// <summary>The call is done, and the connection cut instead of an answer.</summary>
    public sealed record CutAfter : QdrantFault;

    /// <summary>The call is done, and nothing comes until the client goes away.</summary>
    public sealed record Silence : QdrantFault;

    /// <summary>The call is done, and its answer's bytes are changed.</summary>
    public sealed record Change(Func<byte[], byte[]> Bytes) : QdrantFault;
}
