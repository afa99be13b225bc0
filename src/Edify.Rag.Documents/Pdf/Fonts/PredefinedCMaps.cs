using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>The predefined CMaps of Chinese, Japanese and Korean fonts (ISO 32000-2, 9.7.5.2), and what their CIDs mean.</summary>
/// <remarks>The resource holds a directory of names and one deflated blob each; build/pdf-data.py writes it.</remarks>
internal static class PredefinedCMaps
{
    private static readonly Lazy<FrozenDictionary<string, byte[]>> Packed = new(LoadDirectory);
    private static readonly ConcurrentDictionary<string, CMap> Loaded = new();
    private static readonly ConcurrentDictionary<string, int[]> Inverted = new();

    /// <summary>A CMap by name; <see langword="null"/> for an unknown one.</summary>
    public static CMap? Find(string name)
    {
        if (name is "Identity-H" or "Identity") return CMap.Identity;
        if (name == "Identity-V") return CMap.IdentityVertical;
        return Packed.Value.ContainsKey(name) ? Loaded.GetOrAdd(name, Unpack) : null;
    }

    /// <summary>Text of a CID in one of Adobe's character collections; <see langword="null"/> when there is none.</summary>
    public static string? ToText(string ordering, int cid)
    {
        if (UnicodeCMap(ordering) is not { } name) return null;
        var table = Inverted.GetOrAdd(name, Invert);
        return cid >= 0 && cid < table.Length && table[cid] > 0 ? char.ConvertFromUtf32(table[cid]) : null;
    }

    /// <summary>Whether a character collection is known, by the ordering in its name.</summary>
    public static bool IsKnown(string ordering) => UnicodeCMap(ordering) is not null;

    private static string? UnicodeCMap(string ordering) => ordering switch
    {
        "Japan1" => "UniJIS-UTF16-H",
        "GB1" => "UniGB-UTF16-H",
        "CNS1" => "UniCNS-UTF16-H",
        "Korea1" => "UniKS-UTF16-H",
        "KR" => "UniAKR-UTF16-H",
        _ => null,
    };

    private static int[] Invert(string name)
    {
        var table = new int[1 << 16];
        // Vertical forms have CIDs of their own, which only the vertical CMap knows; it builds on the horizontal one.
        var cmap = Find(string.Concat(name.AsSpan(0, name.Length - 1), "V")) ?? Find(name)!;
        foreach (var range in cmap.Ranges)
        {
            for (uint i = 0; i <= range.High - range.Low; i++)
            {
                var cid = range.Cid + (int)i;
                var value = ToCodePoint(range.Length, range.Low + i);
                if (cid < table.Length && Rune.IsValid(value) && (table[cid] == 0 || Rank(value) < Rank(table[cid]))) table[cid] = value;
            }
        }

        return table;
    }

    private static int ToCodePoint(int length, uint code) =>
        length == 4 ? (int)(((code >> 16 & 0x3FF) << 10 | code & 0x3FF) + 0x10000) : (int)code;

    // Several characters share a CID: the ordinary one is meant, not a radical, a compatibility ideograph or a hard space.
    private static int Rank(int value) => value switch
    {
        (>= 0x2E80 and <= 0x2FDF) or (>= 0xF900 and <= 0xFAFF) => 2,
        0xA0 or 0xAD => 1,
        _ => 0,
    };

    private static FrozenDictionary<string, byte[]> LoadDirectory()
    {
        using var reader = new BinaryReader(FontData.Open("cmaps.bin"));
        var entries = new (string Name, int Length)[reader.ReadUInt16()];
        for (var i = 0; i < entries.Length; i++)
        {
            var name = Encoding.ASCII.GetString(reader.ReadBytes(reader.ReadByte()));
            entries[i] = (name, reader.ReadInt32());
        }

        return entries.ToDictionary(e => e.Name, e => reader.ReadBytes(e.Length)).ToFrozenDictionary();
    }

    private static CMap Unpack(string name)
    {
        using var reader = new BinaryReader(new DeflateStream(new MemoryStream(Packed.Value[name]), CompressionMode.Decompress));
        var isVertical = reader.ReadByte() == 1;
        var based = Encoding.ASCII.GetString(reader.ReadBytes(reader.ReadByte()));
        var spaces = new CodeSpace[reader.Read7BitEncodedInt()];
        for (var i = 0; i < spaces.Length; i++) spaces[i] = new CodeSpace(reader.ReadByte(), ReadCode(reader), ReadCode(reader));

        var ranges = new CidRange[reader.Read7BitEncodedInt()];
        int length = 0, cid = 0;
        uint end = 0;
        for (var i = 0; i < ranges.Length; i++)
        {
            var own = reader.ReadByte();
            if (own != length) end = 0;
            length = own;
            var low = end + ReadCode(reader);
            end = low + ReadCode(reader);
            var step = reader.Read7BitEncodedInt();
            cid += (step & 1) == 0 ? step >> 1 : -(step >> 1) - 1;
            ranges[i] = new CidRange(length, low, end, cid);
            cid += (int)(end - low);
        }

        return new CMap(spaces, ranges, based.Length > 0 ? Find(based) : null, isVertical);
    }

    private static uint ReadCode(BinaryReader reader) => unchecked((uint)reader.Read7BitEncodedInt64());
}
