using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Edify.Rag.Documents.Chunking;

/// <summary>Finds boilerplate: paragraphs that recur throughout one document.</summary>
/// <remarks>
/// Paragraphs are known by a hash of 64 bits of their trimmed text, of which 16,384 are kept; what comes first after that is not
/// recognized when it recurs. The inspector's <c>Repetitions</c> count something else: whatever was there before, of any kind and
/// wherever it stands, as a sign of bad extraction.
/// </remarks>
/// <param name="maxOccurrences">How often a paragraph may occur; 0 for always.</param>
internal sealed class RepeatFilter(int maxOccurrences)
{
    private const int Shortest = 40;
    private const int Longest = 2_000;
    private const int NearBy = 1_000;
    private const int Capacity = 16_384;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly Dictionary<ulong, Occurrence> _seen = [];
    private long _position;

    /// <summary>Whether an element is boilerplate that was there before. To be asked about each element of the document, in order.</summary>
    /// <param name="element">The next element.</param>
    public bool Drops(DocumentElement element)
    {
        if (element.Kind == ElementKind.RunningHead) return false;
        var position = _position;
        _position += element.Text.Length + 1;
        if (maxOccurrences == 0 || element.Kind is not (ElementKind.Paragraph or ElementKind.Note)) return false;
        var text = element.Text.AsSpan().Trim();
        if (text.Length is < Shortest or > Longest) return false;

        var hash = HashOf(text);
        ref var seen = ref CollectionsMarshal.GetValueRefOrNullRef(_seen, hash);
        if (Unsafe.IsNullRef(ref seen))
        {
            if (_seen.Count < Capacity) _seen.Add(hash, new(1, element.Page, _position));
            return false;
        }

        var isElsewhere = element.Page > 0 ? element.Page != seen.Page : position - seen.End >= NearBy;
        seen = new(seen.Count + (isElsewhere ? 1 : 0), element.Page, _position);
        return isElsewhere && seen.Count > maxOccurrences;
    }

    // Four chains side by side, as each multiplication waits for the one before it in its chain.
    private static ulong HashOf(ReadOnlySpan<char> text)
    {
        var (a, b, c, d) = ((ulong)text.Length * Multiplier, 1UL, 2UL, 3UL);
        var words = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var unit in text[(words.Length * (sizeof(ulong) / sizeof(char)))..]) a = Mix(a, unit);
        for (; words.Length >= 4; words = words[4..])
            (a, b, c, d) = (Mix(a, words[0]), Mix(b, words[1]), Mix(c, words[2]), Mix(d, words[3]));
        foreach (var word in words) a = Mix(a, word);
        return Mix(Mix(a, b), Mix(c, d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong hash, ulong word)
    {
        var high = Math.BigMul(hash ^ word, Multiplier, out var low);
        return BitOperations.RotateLeft(hash, 23) + (high ^ low);
    }

    private readonly record struct Occurrence(int Count, int Page, long End);
}
