using System.Collections.Concurrent;
using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical.Memory;

namespace Edify.Rag.Vectors.Lexical;

/// <summary>The index of rows still in memory: one writer adds rows, any number of readers search snapshots meanwhile.</summary>
/// <remarks>
/// Postings are only ever appended. A snapshot remembers how many rows were complete when it was taken and looks at no other,
/// so a row that is being added is never seen in part.
/// </remarks>
internal sealed class MutableLexicalIndex(TextAnalyzer analyzer)
{
    private readonly ConcurrentDictionary<string, GrowingPostings> _terms = new(concurrencyLevel: 1, capacity: 1024, StringComparer.Ordinal);
    private readonly Lock _publishing = new();
    private int[] _lengths = new int[256];
    private int _rowCount;
    private long _totalLength;

    /// <summary>Adds a row. Rows between the last one and this one become rows without terms.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is not above all rows added before.</exception>
    public void Add(int row, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(row, _rowCount);
        ArgumentOutOfRangeException.ThrowIfEqual(row, int.MaxValue);
        var appender = new Appender(_terms, row);
        analyzer.Analyze(text, ref appender);
        Publish(row, appender.Length);
    }

    /// <summary>The rows added so far, as a segment that never changes.</summary>
    public ILexicalSegment Snapshot()
    {
        lock (_publishing)
            return new LexicalSnapshot(analyzer.Options.Fingerprint, _terms, _lengths, _rowCount, _totalLength);
    }

    private void Publish(int row, int length)
    {
        lock (_publishing)
        {
            if (row >= _lengths.Length)
                Array.Resize(ref _lengths, (int)Math.Min(Math.Max(row + 1L, _lengths.Length * 2L), Array.MaxLength));
            _lengths[row] = length;
            _totalLength += length;
            _rowCount = row + 1;
        }
    }

    private struct Appender(ConcurrentDictionary<string, GrowingPostings> terms, int row) : ITokenSink
    {
        private readonly ConcurrentDictionary<string, GrowingPostings>.AlternateLookup<ReadOnlySpan<char>> _lookup =
            terms.GetAlternateLookup<ReadOnlySpan<char>>();

        public int Length { get; private set; }

        public void Accept(scoped ReadOnlySpan<char> term, bool isStopWord)
        {
            if (!_lookup.TryGetValue(term, out var postings))
            {
                postings = new GrowingPostings();
                _lookup.TryAdd(term, postings);
            }

            postings.Count(row);
            Length++;
        }
    }
}
