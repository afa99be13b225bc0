namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>Bytes are asked for that are yet to be fetched.</summary>
/// <remarks>Not the document's fault, which is why it is an <see cref="IOException"/>; see <see cref="StepRunner"/>.</remarks>
internal sealed class BytesMissingException(long offset, long count) : IOException("Bytes are yet to be fetched.")
{
    public long Offset { get; } = offset;

    public long Count { get; } = count;
}
