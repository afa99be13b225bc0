using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>What an inline image says of its data (ISO 32000-2, tables 91 and 92).</summary>
internal ref struct InlineImageHeader()
{
    private ReadOnlySpan<byte> _key = [];
    private ReadOnlySpan<byte> _filter = [];
    private bool _isKey = true;
    private double _length = -1;
    private double _width;
    private double _height;
    private double _bits = 8;
    private int _components;

    /// <summary>Takes the next token of the dictionary.</summary>
    public void Add(in PdfLexer lexer)
    {
        if (_isKey)
        {
            _key = lexer.Kind == TokenKind.Name ? lexer.Token : [];
            _isKey = lexer.Kind != TokenKind.Name;
            return;
        }

        // Of several filters the first is the outermost: it tells how the data ends.
        if (lexer.Kind == TokenKind.ArrayStart) return;
        if (Is("F"u8, "Filter"u8) && lexer.Kind == TokenKind.Name && _filter.IsEmpty) _filter = lexer.Token;
        else if (Is("CS"u8, "ColorSpace"u8) && lexer.Kind == TokenKind.Name) _components = Components(lexer.Token);
        else if (Is("IM"u8, "ImageMask"u8) && lexer.IsKeyword("true"u8)) (_bits, _components) = (1, 1);
        else if (lexer.Kind == TokenKind.Number) SetNumber(lexer.Number);
        _isKey = true;
    }

    /// <summary>Number of bytes the data takes; <see langword="null"/> when that cannot be told.</summary>
    /// <param name="data">The data, and what follows it.</param>
    public readonly long? DataBytes(ReadOnlySpan<byte> data)
    {
        if (_length >= 0) return (long)_length;
        if (!_filter.IsEmpty) return Behind(data, EndMark(_filter));
        if (_components == 0 || _width <= 0 || _height <= 0 || _width * _height > int.MaxValue) return null;
        return (long)Math.Ceiling(_width * _bits * _components / 8) * (long)_height;
    }

    private readonly bool Is(ReadOnlySpan<byte> abbreviation, ReadOnlySpan<byte> name) => _key.SequenceEqual(abbreviation) || _key.SequenceEqual(name);

    private void SetNumber(double value)
    {
        if (Is("L"u8, "Length"u8)) _length = value;
        else if (Is("W"u8, "Width"u8)) _width = value;
        else if (Is("H"u8, "Height"u8)) _height = value;
        else if (Is("BPC"u8, "BitsPerComponent"u8)) _bits = value;
    }

    // Indexed spaces are written as arrays or names of resources: their size is not known here.
    private static int Components(ReadOnlySpan<byte> space) => space switch
    {
        [(byte)'G'] => 1,
        _ when space.SequenceEqual("DeviceGray"u8) => 1,
        _ when space.SequenceEqual("RGB"u8) || space.SequenceEqual("DeviceRGB"u8) => 3,
        _ when space.SequenceEqual("CMYK"u8) || space.SequenceEqual("DeviceCMYK"u8) => 4,
        _ => 0,
    };

    // How the data of those filters ends that say so without being decoded.
    private static ReadOnlySpan<byte> EndMark(ReadOnlySpan<byte> filter) => filter switch
    {
        _ when filter.SequenceEqual("A85"u8) || filter.SequenceEqual("ASCII85Decode"u8) => "~>"u8,
        _ when filter.SequenceEqual("AHx"u8) || filter.SequenceEqual("ASCIIHexDecode"u8) => ">"u8,
        _ when filter.SequenceEqual("DCT"u8) || filter.SequenceEqual("DCTDecode"u8) => [0xFF, 0xD9],
        _ => [],
    };

    private static long? Behind(ReadOnlySpan<byte> data, ReadOnlySpan<byte> mark)
    {
        var at = mark.IsEmpty ? -1 : data.IndexOf(mark);
        return at < 0 ? null : at + mark.Length;
    }
}
