using System.Numerics;
using System.Runtime.InteropServices;

namespace Edify.Rag.Documents.Chunking;

/// <summary>Finds boilerplate: paragraphs that recur throughout one document.</summary>
/// <remarks>
/// Paragraphs are known by a hash of 64 bits of their trimmed text, of which 16,384 are kept; what comes first after that is not
/// recognized when it recurs.
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

    /// <summary>How many paragraphs were dropped.</summary>
    public int Dropped { get; private set; }

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
        if (_seen.Count >= Capacity && !_seen.ContainsKey(hash)) return false;
        ref var occurrence = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, hash, out var isKnown);
        var isElsewhere = !isKnown || (element.Page > 0 ? element.Page != occurrence.Page : position - occurrence.End >= NearBy);
        occurrence = new(occurrence.Count + (isElsewhere ? 1 : 0), element.Page, _position);
        if (!isElsewhere || occurrence.Count <= maxOccurrences) return false;
        Dropped++;
        return true;
    }

    private static ulong HashOf(ReadOnlySpan<char> text)
    {
        var hash = (ulong)text.Length * Multiplier;
        var words = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var word in words) hash = Mix(hash, word);
        foreach (var unit in text[(words.Length * (sizeof(ulong) / sizeof(char)))..]) hash = Mix(hash, unit);
        return hash;
    }

    private static ulong Mix(ulong hash, ulong word)
    {
        var high = Math.BigMul(hash ^ word, Multiplier, out var low);
        return BitOperations.RotateLeft(hash, 23) + (high ^ low);
    }

    private readonly record struct Occurrence(int Count, int Page, long End);
}
