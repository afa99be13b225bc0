namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>ONNX Runtime refused a call. Who called knows what it was about, and tells that in its own words.</summary>
/// <param name="code">The reason's number, as in <c>OrtErrorCode</c>.</param>
/// <param name="message">What the library says.</param>
internal sealed class OrtException(OrtErrorCode code, string message) : Exception(message)
{
    public OrtErrorCode Code { get; } = code;
}

/// <summary>Reasons that are told apart.</summary>
internal enum OrtErrorCode
{
    Fail = 1,
    InvalidArgument = 2,
    NoSuchFile = 3,
    RuntimeException = 6,
    InvalidProtobuf = 7,
    NotImplemented = 9,
    InvalidGraph = 10,
}
