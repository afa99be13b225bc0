using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical.Segments;

namespace Edify.Rag.Vectors.Lexical;

/// <summary>A segment to merge.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="RowMap">For each of its rows the row in the new segment, or -1 when it isn't in it.</param>
internal readonly record struct MergeSource(ILexicalSegment Segment, int[] RowMap);

/// <summary>Writes segments that <see cref="LexicalSegment"/> opens.</summary>
internal static class LexicalIndexWriter
{
    /// <summary>Analyzes rows and writes them.</summary>
    /// <param name="output">Takes the segment; needs not be able to seek.</param>
    /// <param name="analyzer">The analyzer that queries will use as well.</param>
    /// <param name="rows">Rows and their text, ascending.</param>
    /// <param name="cancellationToken">Stops the work; what was written is useless then.</param>
    /// <exception cref="RagStateException">The segment would have 2 GiB or more.</exception>
    public static void Write(
        Stream output, TextAnalyzer analyzer, IEnumerable<(int Row, string Text)> rows, CancellationToken cancellationToken = default)
    {
        var index = new MutableLexicalIndex(analyzer);
        foreach (var (row, text) in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            index.Add(row, text);
        }

        Write(output, index.Snapshot(), cancellationToken);
    }

    /// <summary>Writes a segment as it is, such as the snapshot of a <see cref="MutableLexicalIndex"/>.</summary>
    /// <exception cref="RagStateException">The segment would have 2 GiB or more.</exception>
    public static void Write(Stream output, ILexicalSegment segment, CancellationToken cancellationToken = default) =>
        Merge([new MergeSource(segment, [.. Enumerable.Range(0, segment.RowCount)])], output, cancellationToken);

    /// <summary>Writes the rows of several segments as one, without analyzing any text again.</summary>
    /// <param name="sources">The segments. New rows may be in any order; those that no old row maps to have no terms.</param>
    /// <param name="output">Takes the segment; needs not be able to seek.</param>
    /// <param name="cancellationToken">Stops the work; what was written is useless then.</param>
    /// <exception cref="ArgumentException">A map has not one entry a row, two rows map to one, or the analyzers differ.</exception>
    /// <exception cref="RagStateException">A segment is damaged, or the new one would have 2 GiB or more.</exception>
    public static void Merge(IReadOnlyList<MergeSource> sources, Stream output, CancellationToken cancellationToken = default)
    {
        var lengths = MergedRows.Lengths(sources);
        var fingerprint = MergedRows.AnalyzerFingerprint(sources);
        var segment = new SegmentBuilder(output, lengths, fingerprint);
        foreach (var (term, postings) in MergedTerms.Of(sources))
        {
            cancellationToken.ThrowIfCancellationRequested();
            segment.Add(term.Span, postings);
        }

        segment.Finish();
    }
}
