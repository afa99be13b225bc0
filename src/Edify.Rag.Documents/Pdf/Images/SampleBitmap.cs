using System.Text;

namespace Edify.Rag.Documents.Pdf.Images;

/// <summary>Makes grey bitmaps of an image's samples (ISO 32000-2, 8.9.5), in the portable formats: PGM, and PBM where a bit is enough.</summary>
internal static class SampleBitmap
{
    /// <summary>A bitmap that stands upright; <see langword="null"/> when the samples cannot be understood.</summary>
    public static byte[]? Write(EncodedImage encoded, in PlacedImage image)
    {
        var samples = encoded.Data;
        var dictionary = image.Stream.Dictionary;
        var isMask = dictionary.Boolean("ImageMask", dictionary.Boolean("IM", false));
        var bits = isMask || encoded.IsBilevel ? 1 : dictionary.Integer("BitsPerComponent", dictionary.Integer("BPC", 8));
        var space = dictionary["ColorSpace"] ?? dictionary["CS"];
        var model = isMask || encoded.IsBilevel && space is null ? ColorModel.Gray : ColorModel.Of(space);
        if (model is null || bits is not (1 or 2 or 4 or 8 or 16)) return null;
        var (columns, rows) = (image.Columns, image.Rows);
        var rowBytes = (int)(((long)columns * bits * model.Components + 7) / 8);
        rows = (int)Math.Min(rows, samples.Length / Math.Max(1, rowBytes)); // the file may break off
        if (rows == 0) return null;
        var scales = Scales(dictionary.Numbers("Decode") ?? dictionary.Numbers("D"), model, bits);
        if (bits == 1 && model.Components == 1 && image.Rotation == 0) return Bits(samples, columns, rows, rowBytes, IsInkOne(model, scales[0]));

        var gray = new byte[(long)columns * rows];
        for (var row = 0; row < rows; row++) ReadRow(samples.AsSpan(row * rowBytes, rowBytes), gray.AsSpan(row * columns, columns), model, scales, bits);
        return Turned(gray, columns, rows, image.Rotation);
    }

    private static byte[] Bits(byte[] samples, int columns, int rows, int rowBytes, bool isInkOne)
    {
        byte[] header = Encoding.ASCII.GetBytes(FormattableString.Invariant($"P4\n{columns} {rows}\n"));
        var bitmap = new byte[header.Length + rowBytes * rows];
        header.CopyTo(bitmap, 0);
        for (var i = 0; i < rowBytes * rows; i++) bitmap[header.Length + i] = isInkOne ? samples[i] : (byte)~samples[i];
        return bitmap;
    }

    private static bool IsInkOne(ColorModel model, byte[] scale) => model.Brightness([scale[1]]) < model.Brightness([scale[0]]);

    // What each value of a sample means, from 0 to 255, by component.
    private static byte[][] Scales(double[]? decode, ColorModel model, int bits)
    {
        var most = (1 << Math.Min(bits, 8)) - 1;
        var scales = new byte[model.Components][];
        for (var c = 0; c < scales.Length; c++)
        {
            scales[c] = new byte[most + 1];
            double low = 0, high = model.IsIndexed ? most : 1;
            if (decode?.Length >= 2 * c + 2 && model.TakesDecode) (low, high) = (decode[2 * c], decode[2 * c + 1]);
            for (var v = 0; v <= most; v++)
            {
                var value = low + v * (high - low) / most;
                scales[c][v] = (byte)Math.Clamp(model.IsIndexed ? value : Math.Round(value * 255), 0, 255);
            }
        }

        return scales;
    }

    private static void ReadRow(ReadOnlySpan<byte> row, Span<byte> gray, ColorModel model, byte[][] scales, int bits)
    {
        Span<byte> pixel = stackalloc byte[model.Components];
        var at = 0;
        for (var column = 0; column < gray.Length; column++)
        {
            for (var c = 0; c < pixel.Length; c++, at += bits) pixel[c] = scales[c][Sample(row, at, bits)];
            gray[column] = model.Brightness(pixel);
        }
    }

    // Of 16 bits the upper ones are enough.
    private static int Sample(ReadOnlySpan<byte> row, int bit, int bits) =>
        bits >= 8 ? row[bit >> 3] : row[bit >> 3] >> (8 - bits - (bit & 7)) & ((1 << bits) - 1);

    private static byte[] Turned(byte[] gray, int columns, int rows, int rotation)
    {
        var (width, height) = rotation is 90 or 270 ? (rows, columns) : (columns, rows);
        byte[] header = Encoding.ASCII.GetBytes(FormattableString.Invariant($"P5\n{width} {height}\n255\n"));
        var bitmap = new byte[header.Length + gray.Length];
        header.CopyTo(bitmap, 0);
        var target = bitmap.AsSpan(header.Length);
        if (rotation == 0) gray.CopyTo(target);
        else
        {
            for (var y = 0; y < rows; y++)
                for (var x = 0; x < columns; x++) target[Place(x, y)] = gray[y * columns + x];
        }

        return bitmap;

        int Place(int x, int y) => rotation switch
        {
            90 => x * width + (rows - 1 - y),
            180 => (rows - 1 - y) * width + (columns - 1 - x),
            _ => (columns - 1 - x) * width + y,
        };
    }
}
