using System.Text;

namespace Edify.Rag.Documents.Pdf.Fonts.Programs;

/// <summary>What a TrueType or OpenType font tells about its glyphs' meaning: its cmap and post tables (OpenType 1.9).</summary>
internal sealed class TrueTypeProgram
{
    private const int MaxGlyphs = 65536;
    private const int MaxSubtables = 32;
    private static readonly Lazy<string[]> MacGlyphOrder = new(() => FontData.ReadLines("mac-glyph-order.txt"));

    private readonly byte[] _data;
    private readonly List<(int Platform, int Encoding, long Offset)> _subtables = [];

    public TrueTypeProgram(byte[] data)
    {
        _data = data;
        var reader = new BigEndianReader(data);
        var (cmap, _) = Table("cmap"u8);
        if (cmap < 0) return;
        for (var i = 0; i < Math.Min(reader.U16(cmap + 2), MaxSubtables); i++)
        {
            var record = cmap + 4 + 8 * i;
            if (record + 8 > data.Length) break;
            AddSubtable(reader.U16(record), reader.U16(record + 2), cmap + reader.U32(record + 4));
        }
    }

    // One table may serve several platforms, but not an attacker who has it read over and over.
    private void AddSubtable(int platform, int encoding, long offset)
    {
        if (_subtables.Count(s => s.Offset == offset) < 4) _subtables.Add((platform, encoding, offset));
    }

    /// <summary>A table's bytes; empty when the font has none of that name.</summary>
    public ReadOnlySpan<byte> TableBytes(ReadOnlySpan<byte> tag)
    {
        var (offset, length) = Table(tag);
        return new BigEndianReader(_data).Slice(offset, length);
    }

    /// <summary>Text of each glyph, by the Unicode cmap and by the glyphs' names.</summary>
    public Dictionary<int, string> GlyphTexts()
    {
        var texts = new Dictionary<int, string>();
        foreach (var (_, _, offset) in _subtables.Where(IsUnicode).OrderBy(s => s.Encoding == 10 ? 0 : 1))
            foreach (var (code, glyph) in Mappings(offset))
                if (Rune.IsValid(code)) texts.TryAdd(glyph, char.ConvertFromUtf32(code));
        foreach (var (glyph, name) in GlyphNamesByIndex())
            if (GlyphNames.ToText(name) is { } text) texts.TryAdd(glyph, text);
        return texts;
    }

    /// <summary>Text of each single-byte code, for a simple font without an encoding (ISO 32000-2, 9.6.5.4).</summary>
    public string?[]? CodeTexts(bool isSymbolic)
    {
        if (_subtables.Count == 0) return null;
        var glyphs = GlyphTexts();
        var texts = new string?[256];
        foreach (var (_, _, offset) in _subtables.Where(s => s is { Platform: 3, Encoding: 0 }))
            foreach (var (code, glyph) in Mappings(offset))
                if (code is < 256 or (>= 0xF000 and <= 0xF0FF)) texts[code & 0xFF] ??= glyphs.GetValueOrDefault(glyph);
        foreach (var (_, _, offset) in _subtables.Where(s => s is { Platform: 1, Encoding: 0 }))
            foreach (var (code, glyph) in Mappings(offset))
                if (code < 256) texts[code] ??= glyphs.GetValueOrDefault(glyph) ?? NameText(Encodings.MacRoman[code]);
        var hasOwn = texts.Any(t => t is not null);
        if (!hasOwn && (isSymbolic || !_subtables.Any(IsUnicode))) return null;
        for (var code = 32; code < 256; code++) texts[code] ??= NameText(Encodings.WinAnsi[code]);
        return texts;
    }

    private static string? NameText(string? name) => name is null ? null : GlyphNames.ToText(name);

    private static bool IsUnicode((int Platform, int Encoding, long Offset) subtable) =>
        subtable is { Platform: 0 } or { Platform: 3, Encoding: 1 or 10 };

    private (long Offset, long Length) Table(ReadOnlySpan<byte> tag)
    {
        var reader = new BigEndianReader(_data);
        for (var i = 0; i < reader.U16(4); i++)
        {
            var record = 12 + 16 * i;
            if (reader.Slice(record, 4).SequenceEqual(tag)) return (reader.U32(record + 8), reader.U32(record + 12));
        }

        return (-1, 0);
    }

    private List<(int Code, int Glyph)> Mappings(long at)
    {
        var mappings = new List<(int, int)>();
        var reader = new BigEndianReader(_data);
        switch (reader.U16(at))
        {
            case 0:
                for (var i = 0; i < 256; i++) Add(mappings, i, reader.U8(at + 6 + i));
                break;
            case 4:
                AddSegments(mappings, reader, at);
                break;
            case 6:
                for (var i = 0; i < reader.U16(at + 8); i++) Add(mappings, reader.U16(at + 6) + i, reader.U16(at + 10 + 2 * i));
                break;
            case 12:
                AddGroups(mappings, reader, at);
                break;
        }

        return mappings;
    }

    private static void Add(List<(int, int)> mappings, int code, int glyph)
    {
        if (glyph != 0) mappings.Add((code, glyph));
    }

    private static void AddSegments(List<(int, int)> mappings, BigEndianReader reader, long at)
    {
        var segments = reader.U16(at + 6) / 2;
        var left = 2 * MaxGlyphs; // segments that overlap over and over are an attack on time
        for (var s = 0; s < segments && left > 0; s++)
        {
            int end = reader.U16(at + 14 + 2 * s), start = reader.U16(at + 16 + 2 * (segments + s));
            var delta = reader.U16(at + 16 + 2 * (2 * segments + s));
            var rangeAt = at + 16 + 2 * (3 * segments + s);
            var range = reader.U16(rangeAt);
            for (var code = start; code <= end && code < 0xFFFF && left > 0; code++, left--)
            {
                var glyph = range == 0 ? code : reader.U16(rangeAt + range + 2 * (code - start));
                if (range == 0 || glyph != 0) Add(mappings, code, (glyph + delta) & 0xFFFF);
            }
        }
    }

    private static void AddGroups(List<(int, int)> mappings, BigEndianReader reader, long at)
    {
        var groups = Math.Min(reader.U32(at + 12), MaxGlyphs);
        for (var g = 0; g < groups && mappings.Count < MaxGlyphs; g++)
        {
            var record = at + 16 + 12L * g;
            long start = reader.U32(record), end = Math.Min(reader.U32(record + 4), start + MaxGlyphs), glyph = reader.U32(record + 8);
            for (var code = start; code <= end && mappings.Count < MaxGlyphs; code++) Add(mappings, (int)code, (int)(glyph + code - start));
        }
    }

    private List<(int Glyph, string Name)> GlyphNamesByIndex()
    {
        var named = new List<(int, string)>();
        var post = new BigEndianReader(TableBytes("post"u8));
        if (post.U32(0) != 0x20000) return named;
        var count = post.U16(32);
        var own = new List<string>();
        for (var at = 34 + 2 * count; at < post.Length; at += 1 + post.U8(at)) own.Add(Encoding.Latin1.GetString(post.Slice(at + 1, post.U8(at))));
        var standard = MacGlyphOrder.Value;
        for (var glyph = 0; glyph < count; glyph++)
        {
            var index = post.U16(34 + 2 * glyph);
            if (index < standard.Length) named.Add((glyph, standard[index]));
            else if (index - standard.Length < own.Count) named.Add((glyph, own[index - standard.Length]));
        }

        return named;
    }
}
