using Edify.Rag.Documents.Pdf.Images;

namespace Edify.Rag.Documents.Pdf.Syntax;

/// <summary>A stream: its dictionary, and where in the file its bytes lie.</summary>
internal sealed class PdfStream(PdfDictionary dictionary, long offset, int number, int generation, IStreamDecoder decoder) : PdfObject
{
    private int? _length;

    public PdfDictionary Dictionary { get; } = dictionary;

    public long Offset { get; } = offset;

    /// <summary>How many bytes it takes in the file; found out when it is asked for, since the end may lie far away.</summary>
    public int Length => _length ??= decoder.LengthOf(this);

    /// <summary>Object number, which with <see cref="Generation"/> makes the key when the file is encrypted.</summary>
    public int Number { get; } = number;

    public int Generation { get; } = generation;

    /// <summary>The bytes, decrypted and with all filters undone; as much as could be saved of damaged data.</summary>
    public byte[] Decode() => decoder.Decode(this);

    /// <summary>The same, but for the filter that makes samples of an image.</summary>
    public EncodedImage DecodeImage() => decoder.DecodeImage(this);
}

/// <summary>Turns a stream's bytes in the file into its content.</summary>
internal interface IStreamDecoder
{
    byte[] Decode(PdfStream stream);

    int LengthOf(PdfStream stream);

    EncodedImage DecodeImage(PdfStream stream);
}
