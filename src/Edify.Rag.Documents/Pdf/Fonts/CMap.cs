namespace Edify.Rag.Documents.Pdf.Fonts;

/// <summary>Codes of one length whose every byte lies between those of two bounds (ISO 32000-2, 9.7.6.2).</summary>
internal readonly record struct CodeSpace(int Length, uint Low, uint High)
{
    public bool Contains(int length, uint code)
    {
        if (length != Length) return false;
        for (var shift = 0; shift < length * 8; shift += 8)
        {
            var b = code >> shift & 255;
            if (b < (Low >> shift & 255) || b > (High >> shift & 255)) return false;
        }

        return true;
    }
}

/// <summary>Consecutive codes mapped to consecutive CIDs.</summary>
internal readonly record struct CidRange(int Length, uint Low, uint High, int Cid);

/// <summary>Cuts strings into character codes and maps those to CIDs.</summary>
internal sealed class CMap
{
    private const int MaxCodeBytes = 4;

    private readonly CodeSpace[] _spaces;
    private readonly CidRange[] _ranges;
    private readonly CMap? _base;

    /// <param name="spaces">The codes there are; none means two bytes each.</param>
    /// <param name="ranges">Their CIDs, in any order.</param>
    /// <param name="based">The CMap this one builds on.</param>
    /// <param name="isVertical">Whether its writing mode is vertical.</param>
    public CMap(IEnumerable<CodeSpace> spaces, IEnumerable<CidRange> ranges, CMap? based, bool isVertical)
    {
        _spaces = [.. based?._spaces ?? [], .. spaces];
        _ranges = [.. ranges];
        Array.Sort(_ranges, (a, b) => Key(a.Length, a.Low).CompareTo(Key(b.Length, b.Low)));
        _base = based;
        IsVertical = isVertical;
    }

    /// <summary>Two-byte codes that are the CIDs.</summary>
    public static CMap Identity { get; } = new([], [], null, false);

    /// <summary>The same, written downwards.</summary>
    public static CMap IdentityVertical { get; } = new([], [], null, true);

    public bool IsVertical { get; }

    /// <summary>All ranges, those of the base first.</summary>
    public IEnumerable<CidRange> Ranges => (_base?.Ranges ?? []).Concat(_ranges);

    /// <summary>Takes the next code off a string that is not empty; returns its length.</summary>
    public int NextCode(ReadOnlySpan<byte> text, out uint code)
    {
        if (_spaces.Length == 0) return Take(text, 2, out code);
        code = 0;
        for (var length = 1; length <= Math.Min(MaxCodeBytes, text.Length); length++)
        {
            code = code << 8 | text[length - 1];
            foreach (var space in _spaces)
                if (space.Contains(length, code)) return length;
        }

        return Take(text, _spaces.Min(s => s.Length), out code);
    }

    public int ToCid(uint code, int length)
    {
        if (ReferenceEquals(this, Identity) || ReferenceEquals(this, IdentityVertical)) return (int)code;
        int low = 0, high = _ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var range = _ranges[middle];
            var order = Key(length, code).CompareTo(Key(range.Length, range.Low));
            if (order >= 0 && range.Length == length && code <= range.High) return range.Cid + (int)(code - range.Low);
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return _base?.ToCid(code, length) ?? 0;
    }

    private static int Take(ReadOnlySpan<byte> text, int most, out uint code)
    {
        var length = Math.Min(Math.Max(1, most), text.Length);
        code = 0;
        for (var i = 0; i < length; i++) code = code << 8 | text[i];
        return length;
    }

    private static ulong Key(int length, uint low) => (ulong)length << 32 | low;
}
