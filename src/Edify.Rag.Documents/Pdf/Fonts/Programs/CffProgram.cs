namespace Edify.Rag.Documents.Pdf.Fonts.Programs;

/// <summary>Glyph names and built-in encoding of a CFF font (Adobe Technical Note 5176).</summary>
internal sealed class CffProgram
{
    private const int CharsetOperator = 15;
    private const int EncodingOperator = 16;
    private const int CharStringsOperator = 17;
    private const int CidOperator = 0x0C00 | 30;

    private static readonly Lazy<string[]> StandardStrings = new(() => FontData.ReadLines("cff-strings.txt"));

    private readonly byte[] _data;
    private readonly List<(long Start, long End)> _strings;
    private readonly Dictionary<int, double> _top;
    private readonly int[] _charset;

    public CffProgram(byte[] data)
    {
        _data = data;
        var reader = new BigEndianReader(data);
        long at = reader.U8(2);
        ReadIndex(reader, ref at);
        var tops = ReadIndex(reader, ref at);
        _strings = ReadIndex(reader, ref at);
        _top = tops.Count > 0 ? ReadTop(reader.Slice(tops[0].Start, tops[0].End - tops[0].Start)) : [];
        _charset = ReadCharset(reader);
    }

    /// <summary>Whether glyphs have numbers instead of names.</summary>
    public bool IsCid => _top.ContainsKey(CidOperator);

    /// <summary>Text of each glyph, by its name.</summary>
    public Dictionary<int, string> GlyphTexts()
    {
        var texts = new Dictionary<int, string>();
        if (IsCid) return texts;
        for (var glyph = 0; glyph < _charset.Length; glyph++)
            if (GlyphNames.ToText(Name(glyph)) is { } text) texts[glyph] = text;
        return texts;
    }

    /// <summary>Name of each code's glyph; <see langword="null"/> for a font without an encoding.</summary>
    public string?[]? Encoding()
    {
        if (IsCid || _charset.Length == 0) return null;
        var at = (long)_top.GetValueOrDefault(EncodingOperator);
        if (at <= 1) return Encodings.Standard;
        var reader = new BigEndianReader(_data);
        var names = new string?[256];
        var format = reader.U8(at);
        var glyph = 1;
        var entries = reader.U8(at + 1);
        at += 2;
        for (var i = 0; i < entries; i++)
        {
            int code = reader.U8(at++), left = (format & 127) == 0 ? 0 : reader.U8(at++);
            for (; left >= 0; left--, code++, glyph++)
                if (code < 256 && glyph < _charset.Length) names[code] = Name(glyph);
        }

        if (format > 127) AddSupplement(names, reader, at);
        return names;
    }

    private void AddSupplement(string?[] names, BigEndianReader reader, long at)
    {
        for (var i = 0; i < reader.U8(at); i++) names[reader.U8(at + 1 + 3 * i)] = Text(reader.U16(at + 2 + 3 * i));
    }

    private string Name(int glyph) => Text(_charset[glyph]);

    private string Text(int sid)
    {
        var standard = StandardStrings.Value;
        if (sid < standard.Length) return standard[sid];
        if (sid - standard.Length >= _strings.Count) return GlyphNames.NotDefined;
        var (start, end) = _strings[sid - standard.Length];
        return System.Text.Encoding.Latin1.GetString(new BigEndianReader(_data).Slice(start, end - start));
    }

    private static List<(long Start, long End)> ReadIndex(BigEndianReader reader, ref long at)
    {
        var items = new List<(long, long)>();
        var count = reader.U16(at);
        at += 2;
        if (count == 0) return items;
        var size = reader.U8(at++);
        var origin = at + (long)size * (count + 1) - 1;
        for (var i = 0; i < count; i++) items.Add((origin + Offset(reader, at, i, size), origin + Offset(reader, at, i + 1, size)));
        at = items[^1].Item2;
        return items;
    }

    private static long Offset(BigEndianReader reader, long at, int index, int size)
    {
        long offset = 0;
        for (var i = 0; i < size; i++) offset = offset << 8 | (uint)reader.U8(at + (long)index * size + i);
        return offset;
    }

    private static Dictionary<int, double> ReadTop(ReadOnlySpan<byte> data)
    {
        var top = new Dictionary<int, double>();
        double last = 0;
        var reader = new BigEndianReader(data);
        for (var i = 0; i < data.Length;)
        {
            int b = data[i++];
            switch (b)
            {
                case >= 32 and <= 246: last = b - 139; break;
                case >= 247 and <= 250: last = (b - 247) * 256 + reader.U8(i++) + 108; break;
                case >= 251 and <= 254: last = -(b - 251) * 256 - reader.U8(i++) - 108; break;
                case 28: last = (short)reader.U16(i); i += 2; break;
                case 29: last = (int)reader.U32(i); i += 4; break;
                case 30:
                    while (i < data.Length && (data[i] & 15) != 15 && data[i] >> 4 != 15) i++;
                    i++;
                    break;
                default: top[b == 12 ? 0x0C00 | reader.U8(i++) : b] = last; break;
            }
        }

        return top;
    }

    private int[] ReadCharset(BigEndianReader reader)
    {
        var charStrings = (long)_top.GetValueOrDefault(CharStringsOperator);
        var sids = new int[charStrings > 0 ? reader.U16(charStrings) : 0];
        var at = (long)_top.GetValueOrDefault(CharsetOperator);
        if (at <= 2) // a predefined charset: ISOAdobe numbers its glyphs like the standard strings
        {
            for (var i = 0; i < sids.Length; i++) sids[i] = i;
            return sids;
        }

        var format = reader.U8(at++);
        for (var glyph = 1; glyph < sids.Length && at < reader.Length;)
        {
            var sid = reader.U16(at);
            at += 2;
            var left = format == 0 ? 0 : format == 1 ? reader.U8(at) : reader.U16(at);
            at += format;
            for (; left >= 0 && glyph < sids.Length; left--) sids[glyph++] = sid++;
        }

        return sids;
    }
}
