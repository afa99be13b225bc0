using Edify.Rag.Documents.Pdf.Filters;
using Edify.Rag.Documents.Pdf.Images;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Makes a stream of an inline image, so that it is taken out of the file as others are.</summary>
/// <param name="data">Its data, never encrypted by themselves.</param>
/// <param name="budget">What decoding it may cost.</param>
internal sealed class InlineImageStream(byte[] data, PdfBudget budget) : IStreamDecoder
{
    // ISO 32000-2, table 91.
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["BPC"] = "BitsPerComponent",
        ["CS"] = "ColorSpace",
        ["D"] = "Decode",
        ["DP"] = "DecodeParms",
        ["F"] = "Filter",
        ["H"] = "Height",
        ["IM"] = "ImageMask",
        ["L"] = "Length",
        ["W"] = "Width",
    };

    /// <summary>The image.</summary>
    /// <param name="content">The content stream.</param>
    /// <param name="start">Where in it the image's dictionary begins.</param>
    /// <param name="data">Where its data lie.</param>
    /// <param name="resources">Resources, which name colour spaces.</param>
    /// <param name="budget">What decoding it may cost.</param>
    public static PdfStream Make(byte[] content, int start, Range data, PdfDictionary? resources, PdfBudget budget)
    {
        var dictionary = ReadDictionary(content.AsSpan(start..Math.Max(start, data.Start.Value)), budget);
        if (dictionary.Name("ColorSpace") is { } name && resources?.Dictionary("ColorSpace")?[name] is { } space) dictionary.Set("ColorSpace", space);
        return new PdfStream(dictionary, 0, 0, 0, new InlineImageStream(content[data], budget));
    }

    public byte[] Decode(PdfStream stream) => new StreamDecoder(budget.ForImage()).Decode(data, stream.Dictionary);

    public EncodedImage DecodeImage(PdfStream stream) => new StreamDecoder(budget.ForImage()).DecodeImage(data, stream.Dictionary);

    public int LengthOf(PdfStream stream) => data.Length;

    private static PdfDictionary ReadDictionary(ReadOnlySpan<byte> text, PdfBudget budget)
    {
        var dictionary = new PdfDictionary();
        var parser = new ObjectParser(text, budget);
        while (parser.Lexer.Read() is not TokenKind.End && !parser.Lexer.IsKeyword("ID"u8))
        {
            if (parser.Lexer.Kind != TokenKind.Name) continue;
            var key = PdfText.Name(parser.Lexer.Token);
            if (parser.TryRead(out var value) && value is not null) dictionary.Set(Keys.GetValueOrDefault(key, key), value);
            else if (parser.Lexer.IsKeyword("ID"u8)) break;
        }

        return dictionary;
    }
}
