using System.Buffers.Binary;
using System.Text;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>The "precompiled charsmap" of SentencePiece: a double array over UTF-8 with what each key is replaced by.</summary>
/// <remarks>
/// The length of the array in bytes, the array in the layout of the Darts-clone library, then the replacements, each ended by a
/// zero. A unit holds a byte's label, whether a key ends after it, and how far its children are away.
/// </remarks>
internal sealed class Charsmap
{
    private readonly uint[] _units;
    private readonly Dictionary<int, int[]> _replacements = [];

    /// <exception cref="FormatException">The bytes are no charsmap.</exception>
    public Charsmap(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var size && (size % 4 != 0 || size == 0 || size > bytes.Length - 4))
            throw new FormatException("The charsmap has another length than it says.");
        var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        _units = new uint[length / 4];
        for (var i = 0; i < _units.Length; i++) _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 + (4 * i))..]);
        ReadReplacements(bytes[(4 + length)..]);
    }

    /// <summary>What stands for the shortest key that the bytes begin with; <see langword="null"/> without one.</summary>
    public int[]? Find(ReadOnlySpan<byte> utf8)
    {
        var at = OffsetOf(Unit(0));
        foreach (var b in utf8)
        {
            if (b == 0) return null;
            at ^= b;
            var unit = Unit(at);
            if ((unit & 0x800000FF) != b) return null;
            at ^= OffsetOf(unit);
            if ((unit >> 8 & 1) != 0) return _replacements.GetValueOrDefault((int)(Unit(at) & 0x7FFFFFFF));
        }

        return null;
    }

    private uint Unit(uint at) => at < (uint)_units.Length ? _units[at] : 0;

    private static uint OffsetOf(uint unit) => unit >> 10 << (int)((unit & 0x200) >> 6);

    // A key may stand for the end of another's replacement, so each place of the text is one where one begins.
    private void ReadReplacements(ReadOnlySpan<byte> blob)
    {
        for (var start = 0; start < blob.Length; start++)
        {
            if ((blob[start] & 0xC0) == 0x80) continue;
            var length = blob[start..].IndexOf((byte)0);
            if (length < 0) length = blob.Length - start;
            _replacements[start] = [.. Encoding.UTF8.GetString(blob.Slice(start, length)).EnumerateRunes().Select(r => r.Value)];
        }
    }
}
