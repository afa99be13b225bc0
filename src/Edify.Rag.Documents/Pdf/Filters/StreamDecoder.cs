using Edify.Rag.Documents.Pdf.Images;
using Edify.Rag.Documents.Pdf.Images.Jbig2;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Filters;

/// <summary>Undoes the filters of a stream, in order (ISO 32000-2, 7.4).</summary>
/// <remarks>Image filters are not undone: a stream that has one yields nothing.</remarks>
internal sealed class StreamDecoder(PdfBudget budget)
{
    private const int MaxFilters = 16;

    /// <summary>Whether anything comes of a stream, so that images need not be fetched to find that nothing does.</summary>
    public static bool CanDecode(PdfDictionary dictionary) => !Filters(dictionary).Exists(f => f.Name is "DCTDecode" or "DCT" or "JPXDecode" or "JBIG2Decode" or "CCITTFaxDecode" or "CCF");

    public byte[] Decode(ReadOnlySpan<byte> raw, PdfDictionary dictionary)
    {
        var filters = Filters(dictionary);
        var data = raw.Length > PdfBudget.MaxStreamBytes ? raw[..PdfBudget.MaxStreamBytes] : raw;
        if (filters.Count == 0)
        {
            budget.AddInflated(data.Length);
            return data.ToArray();
        }

        foreach (var (name, parameters) in filters) data = Undo(name, parameters, data);
        return data.ToArray();
    }

    /// <summary>The data of an image, its own filter left, but for JBIG2, which makes no file that others read.</summary>
    /// <exception cref="Jbig2Exception">The image is damaged.</exception>
    public EncodedImage DecodeImage(ReadOnlySpan<byte> raw, PdfDictionary dictionary)
    {
        var data = raw.Length > PdfBudget.MaxStreamBytes ? raw[..PdfBudget.MaxStreamBytes] : raw;
        foreach (var (name, parameters) in Filters(dictionary))
        {
            if (name == "JBIG2Decode") return DecodeJbig2(data.ToArray(), parameters, dictionary);
            if (EncodedImage.IsImageFilter(name)) return new EncodedImage(data.ToArray(), name, parameters);
            data = Undo(name, parameters, data);
        }

        return new EncodedImage(data.ToArray(), null, null);
    }

    private EncodedImage DecodeJbig2(byte[] data, PdfDictionary? parameters, PdfDictionary image)
    {
        var (columns, rows) = (Math.Max(0, image.Integer("Width")), Math.Max(0, image.Integer("Height")));
        var samples = Jbig2Decoder.Decode(data, parameters?.Stream("JBIG2Globals")?.Decode(), columns, rows, budget);
        return new EncodedImage(samples, null, null) { IsBilevel = true };
    }

    private byte[] Undo(string filter, PdfDictionary? parameters, ReadOnlySpan<byte> data)
    {
        using var output = new FilterOutput(budget);
        switch (filter)
        {
            case "FlateDecode" or "Fl": FlateFilter.Decode(data, output); break;
            case "LZWDecode" or "LZW": LzwFilter.Decode(data, parameters?.Integer("EarlyChange", 1) != 0, output); break;
            case "ASCII85Decode" or "A85": AsciiFilters.Decode85(data, output); break;
            case "ASCIIHexDecode" or "AHx": AsciiFilters.DecodeHex(data, output); break;
            case "RunLengthDecode" or "RL": RunLengthFilter.Decode(data, output); break;
            case "BrotliDecode": FlateFilter.DecodeBrotli(data, output); break;
            case "Crypt": return data.ToArray();
            default: return [];
        }

        var decoded = output.ToArray();
        return parameters is null ? decoded : Predictor.Undo(decoded, parameters);
    }

    private static List<(string Name, PdfDictionary? Parameters)> Filters(PdfDictionary dictionary)
    {
        var filters = new List<(string, PdfDictionary?)>();
        var parameters = dictionary["DecodeParms"] ?? dictionary["DP"];
        switch (dictionary["Filter"] ?? dictionary["F"])
        {
            case PdfName name:
                var first = parameters is PdfArray { Count: > 0 } one ? one[0] : parameters;
                filters.Add((name.Value, PdfDictionary.AsDictionary(first)));
                break;
            case PdfArray names:
                for (var i = 0; i < Math.Min(names.Count, MaxFilters); i++)
                {
                    var own = parameters is PdfArray all ? i < all.Count ? all[i] : null : names.Count == 1 ? parameters : null;
                    filters.Add(((names[i] as PdfName)?.Value ?? "", PdfDictionary.AsDictionary(own)));
                }

                break;
        }

        return filters;
    }
}
