using System.Text;
using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Vectors.Lexical;

/// <summary>Counts the rows that hold words, by the numbers that the segments keep for each of their terms.</summary>
/// <remarks>Like those of <see cref="Bm25Search"/>, the numbers have all rows in them, deleted ones too until they are merged away.</remarks>
internal static class WordFrequencies
{
    /// <summary>The frequencies of words over several segments together.</summary>
    /// <param name="segments">The segments.</param>
    /// <param name="analyzer">The analyzer that made their terms.</param>
    /// <param name="words">The words. One of several terms counts as often as the rarest of them, one of none is left out.</param>
    /// <exception cref="RagStateException">A segment is damaged.</exception>
    public static TermStatistics Of(IReadOnlyList<ILexicalSegment> segments, TextAnalyzer analyzer, IReadOnlyCollection<string> words)
    {
        var frequencies = new Dictionary<string, long>(words.Count, StringComparer.Ordinal);
        foreach (var word in words)
        {
            var counter = new Counter(segments);
            analyzer.Analyze(word, ref counter);
            if (counter.Rarest is { } rows) frequencies[word] = rows;
        }

        return new(segments.Sum(segment => (long)segment.RowCount), frequencies);
    }

    private struct Counter(IReadOnlyList<ILexicalSegment> segments) : ITokenSink
    {
        /// <summary>How many rows hold the rarest term; <see langword="null"/> before there was one.</summary>
        public long? Rarest { get; private set; }

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord)
        {
            Span<byte> utf8 = stackalloc byte[TextAnalyzer.MaxTermBytes];
            var encoded = utf8[..Encoding.UTF8.GetBytes(term, utf8)];
            long rows = 0;
            for (var i = 0; i < segments.Count; i++) rows += segments[i].Count(encoded);
            Rarest = Math.Min(Rarest ?? long.MaxValue, rows);
        }
    }
}
