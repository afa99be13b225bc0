using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Filters;

/// <summary>Undoes the TIFF and PNG predictors (ISO 32000-2, 7.4.4.4; PNG, clause 9).</summary>
internal static class Predictor
{
    private const int MaxRowBytes = 1 << 24;
    private const int Tiff = 2;

    public static byte[] Undo(byte[] data, PdfDictionary parameters)
    {
        var predictor = parameters.Integer("Predictor", 1);
        if (predictor <= 1) return data;
        var colors = Math.Clamp(parameters.Integer("Colors", 1), 1, 64);
        var bits = Math.Clamp(parameters.Integer("BitsPerComponent", 8), 1, 16);
        var rowBytes = ((long)colors * bits * Math.Max(1, parameters.Integer("Columns", 1)) + 7) / 8;
        if (rowBytes > MaxRowBytes) return data;
        var pixelBytes = Math.Max(1, colors * bits / 8);
        return predictor == Tiff ? UndoTiff(data, (int)rowBytes, pixelBytes, bits) : UndoPng(data, (int)rowBytes, pixelBytes);
    }

    private static byte[] UndoTiff(byte[] data, int rowBytes, int pixelBytes, int bits)
    {
        if (bits != 8) return data; // other depths occur in images only
        for (var row = 0; row + rowBytes <= data.Length; row += rowBytes)
            for (var i = row + pixelBytes; i < row + rowBytes; i++) data[i] += data[i - pixelBytes];
        return data;
    }

    private static byte[] UndoPng(byte[] data, int rowBytes, int pixelBytes)
    {
        var rows = (data.Length + rowBytes) / (rowBytes + 1);
        var result = new byte[(long)rows * rowBytes];
        var written = 0;
        ReadOnlySpan<byte> above = new byte[rowBytes];
        for (var start = 0; start + 1 < data.Length; start += rowBytes + 1)
        {
            var source = data.AsSpan(start + 1, Math.Min(rowBytes, data.Length - start - 1));
            var row = result.AsSpan(written, source.Length);
            source.CopyTo(row);
            UndoRow(data[start], row, above, pixelBytes);
            written += row.Length;
            above = row;
        }

        return written == result.Length ? result : result[..written];
    }

    private static void UndoRow(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelBytes)
    {
        switch (filter)
        {
            case 1:
                for (var i = pixelBytes; i < row.Length; i++) row[i] += row[i - pixelBytes];
                break;
            case 2:
                for (var i = 0; i < row.Length; i++) row[i] += above[i];
                break;
            case 3:
                for (var i = 0; i < row.Length; i++) row[i] += (byte)(((i >= pixelBytes ? row[i - pixelBytes] : 0) + above[i]) / 2);
                break;
            case 4:
                for (var i = 0; i < row.Length; i++)
                    row[i] += i < pixelBytes ? above[i] : Paeth(row[i - pixelBytes], above[i], above[i - pixelBytes]);
                break;
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        int toLeft = Math.Abs(estimate - left), toAbove = Math.Abs(estimate - above), toCorner = Math.Abs(estimate - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) return (byte)left;
        return (byte)(toAbove <= toCorner ? above : corner);
    }
}
