using System.Runtime.InteropServices;
using Edify.Rag.Shared.Journal;
using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Lexical.Segments;

namespace Edify.Rag.Vectors.Lexical;

/// <summary>An index over bytes, most often a mapped file; nothing but the few terms of a query is ever copied out of it.</summary>
/// <remarks>Thread-safe. The bytes must stay readable as long as it is in use, and the machine must be little-endian.</remarks>
internal sealed class LexicalSegment : ILexicalSegment
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly SegmentFooter _footer;
    private readonly TermDictionary _dictionary;
    private readonly string _location;

    private LexicalSegment(ReadOnlyMemory<byte> data, SegmentFooter footer, string location)
    {
        (_data, _footer, _location) = (data, footer, location);
        _dictionary = new TermDictionary(
            data.Slice(footer.DictionaryOffset, footer.DictionaryBytes),
            data.Slice(footer.GroupsOffset, footer.GroupCount * SegmentFooter.GroupEntrySize),
            footer.TermCount,
            location);
    }

    public int AnalyzerFingerprint => _footer.AnalyzerFingerprint;

    public int RowCount => _footer.RowCount;

    public long TotalLength => _footer.TotalLength;

    public ReadOnlySpan<int> Lengths => MemoryMarshal.Cast<byte, int>(LengthBytes(_data.Span, _footer));

    /// <summary>Opens a segment. Reads the footer and checks all but the postings; those are checked as they are read.</summary>
    /// <param name="data">The whole segment.</param>
    /// <param name="location">Its file, for errors.</param>
    /// <param name="analyzer">How queries will be analyzed.</param>
    /// <exception cref="RagStateException">The segment is damaged, of another version, or made by another analyzer.</exception>
    public static LexicalSegment Open(ReadOnlyMemory<byte> data, string location, TextAnalyzerOptions analyzer)
    {
        var bytes = data.Span;
        var footer = SegmentFooter.Read(bytes, location);
        if (footer.AnalyzerFingerprint != analyzer.Fingerprint)
            throw new RagStateException(
                location,
                $"The text index '{location}' was made with other text analysis options than are set now. "
                + "Set them back, or ingest the documents anew.");
        if (Crc32C.Of(LengthBytes(bytes, footer)) != footer.LengthsChecksum)
            throw SegmentDamage.Found(location, "the checksum of its row lengths is wrong");
        if (Crc32C.Of(bytes[footer.DictionaryOffset..^SegmentFooter.Size]) != footer.DictionaryChecksum)
            throw SegmentDamage.Found(location, "the checksum of its dictionary is wrong");
        return new LexicalSegment(data, footer, location);
    }

    public ITermPostings? Find(ReadOnlySpan<byte> term) => _dictionary.Find(term) is { } entry ? Postings(entry) : null;

    public int Count(ReadOnlySpan<byte> term) => _dictionary.Find(term)?.Count ?? 0;

    public ITermCursor Terms() => new Cursor(this);

    private SegmentPostings Postings(TermEntry entry)
    {
        if (entry.PostingsOffset < 0 || (long)entry.PostingsOffset + entry.PostingsBytes > _footer.PostingsBytes)
            throw SegmentDamage.Found(_location, "the rows of a term lie outside of it");

        var data = _data.Slice(_footer.PostingsOffset + entry.PostingsOffset, entry.PostingsBytes);
        return new SegmentPostings(data, entry.Count, RowCount, _location);
    }

    private static ReadOnlySpan<byte> LengthBytes(ReadOnlySpan<byte> segment, SegmentFooter footer) =>
        segment[SegmentFooter.Magic.Length..footer.PostingsOffset];

    private sealed class Cursor(LexicalSegment segment) : ITermCursor
    {
        private readonly byte[] _term = new byte[TextAnalyzer.MaxTermBytes];
        private TermEntry _entry = TermDictionary.First;
        private int _read;

        public ReadOnlySpan<byte> Term => _term.AsSpan(0, _entry.Length);

        public ITermPostings Postings => segment.Postings(_entry);

        public bool MoveNext()
        {
            if (_read == segment._footer.TermCount)
                return false;

            segment._dictionary.Read(ref _entry, _term);
            _read++;
            return true;
        }
    }
}
