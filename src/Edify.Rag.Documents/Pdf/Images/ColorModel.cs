using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Images;

/// <summary>How bright a colour looks, which is all that recognizing letters takes (ISO 32000-2, 8.6).</summary>
internal sealed class ColorModel
{
    private const int MaxDepth = 8;
    private const int MaxComponents = 32;

    private readonly Kind _kind;
    private readonly byte[] _palette;

    private enum Kind
    {
        Gray,
        Rgb,

        /// <summary>Inks: the more, the darker; the last of four is black.</summary>
        Ink,
        Indexed,
    }

    private ColorModel(Kind kind, int components, byte[]? palette = null) => (_kind, Components, _palette) = (kind, components, palette ?? []);

    public static readonly ColorModel Gray = new(Kind.Gray, 1);

    /// <summary>Samples of a pixel.</summary>
    public int Components { get; }

    /// <summary>Whether a sample is a number of a colour, which no scale changes.</summary>
    public bool IsIndexed => _kind == Kind.Indexed;

    /// <summary>Whether samples are stretched as the image says; those of Lab have scales of their own.</summary>
    public bool TakesDecode => _kind != Kind.Gray || Components == 1;

    /// <summary>The model of a colour space; <see langword="null"/> for one that images do not have.</summary>
    public static ColorModel? Of(PdfObject? space, int depth = 0) => space switch
    {
        PdfName name => OfName(name.Value),
        PdfArray { Count: > 0 } array when depth < MaxDepth && array[0] is PdfName family => OfFamily(family.Value, array, depth),
        _ => null,
    };

    private static ColorModel? OfName(string name) => name switch
    {
        "DeviceGray" or "G" or "CalGray" => Gray,
        "DeviceRGB" or "RGB" or "CalRGB" => new ColorModel(Kind.Rgb, 3),
        "DeviceCMYK" or "CMYK" => new ColorModel(Kind.Ink, 4),
        _ => null,
    };

    private static ColorModel? OfFamily(string family, PdfArray array, int depth) => family switch
    {
        "ICCBased" when array.Count > 1 && PdfDictionary.AsDictionary(array[1]) is { } profile => profile.Integer("N") switch
        {
            1 => Gray,
            3 => new ColorModel(Kind.Rgb, 3),
            4 => new ColorModel(Kind.Ink, 4),
            _ => Of(profile["Alternate"], depth + 1),
        },
        "Lab" => new ColorModel(Kind.Gray, 3), // its first component is the lightness
        "Separation" => new ColorModel(Kind.Ink, 1),
        "DeviceN" when array.Count > 1 && array[1] is PdfArray { Count: > 0 and <= MaxComponents } inks => new ColorModel(Kind.Ink, inks.Count),
        "Indexed" or "I" when array.Count > 3 => Indexed(array, depth),
        _ => OfName(family),
    };

    private static ColorModel? Indexed(PdfArray array, int depth)
    {
        if (Of(array[1], depth + 1) is not { IsIndexed: false } colors) return null;
        var table = array[3] switch { PdfString text => text.Bytes, PdfStream stream => stream.Decode(), _ => [] };
        var palette = new byte[Math.Clamp((int)array.Number(2) + 1, 1, 256)];
        for (var i = 0; i < palette.Length && (i + 1) * colors.Components <= table.Length; i++)
            palette[i] = colors.Brightness(table.AsSpan(i * colors.Components, colors.Components));
        return new ColorModel(Kind.Indexed, 1, palette);
    }

    /// <summary>From 0, black, to 255, white.</summary>
    /// <param name="pixel">The samples, from 0 to 255, or the number of a colour.</param>
    public byte Brightness(ReadOnlySpan<byte> pixel)
    {
        switch (_kind)
        {
            case Kind.Rgb: return (byte)((pixel[0] * 77 + pixel[1] * 150 + pixel[2] * 29) >> 8);
            case Kind.Indexed: return _palette[Math.Min(pixel[0], _palette.Length - 1)];
            case Kind.Ink when pixel.Length == 4: return (byte)(255 - Math.Min(255, ((pixel[0] * 77 + pixel[1] * 150 + pixel[2] * 29) >> 8) + pixel[3]));
            case Kind.Ink:
                var ink = 0;
                foreach (var sample in pixel) ink += sample;
                return (byte)(255 - Math.Min(255, ink));
            default: return pixel[0];
        }
    }
}
