using System.Buffers.Binary;
using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>The terms of a segment, searched in place by halving over the groups of front-coded terms.</summary>
internal sealed class TermDictionary(ReadOnlyMemory<byte> entries, ReadOnlyMemory<byte> groups, int termCount, string location)
{
    /// <summary>The place of a term, or null when the segment doesn't hold it.</summary>
    public TermEntry? Find(ReadOnlySpan<byte> term)
    {
        Span<byte> current = stackalloc byte[TextAnalyzer.MaxTermBytes];
        var group = LastGroupNotAfter(term, current);
        if (group < 0)
            return null;

        var entry = Group(group);
        var count = Math.Min(SegmentFooter.TermsPerGroup, termCount - (group * SegmentFooter.TermsPerGroup));
        for (var i = 0; i < count; i++)
        {
            Read(ref entry, current);
            var order = current[..entry.Length].SequenceCompareTo(term);
            if (order >= 0)
                return order == 0 ? entry : null;
        }

        return null;
    }

    public static TermEntry First { get; } = new(offset: 0, postingsOffset: 0);

    /// <summary>Moves an entry on by one.</summary>
    public void Read(ref TermEntry entry, Span<byte> term)
    {
        if (!entry.TryRead(entries.Span, term))
            throw SegmentDamage.Found(location, "an entry of its dictionary can't be read");
    }

    private int LastGroupNotAfter(ReadOnlySpan<byte> term, Span<byte> current)
    {
        var low = 0;
        var high = groups.Length / SegmentFooter.GroupEntrySize;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var entry = Group(middle);
            Read(ref entry, current);
            if (current[..entry.Length].SequenceCompareTo(term) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    private TermEntry Group(int index)
    {
        var entry = groups.Span.Slice(index * SegmentFooter.GroupEntrySize, SegmentFooter.GroupEntrySize);
        return new TermEntry(BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[sizeof(int)..]));
    }
}
