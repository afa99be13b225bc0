using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Edify.Rag.Shared.Journal;
using Edify.Rag.Shared.Lexical;

namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>Writes one segment: postings go out at once, the dictionary is kept until the end.</summary>
internal sealed class SegmentBuilder
{
    // What a term takes in the dictionary at most, a new group included.
    private const int MaxEntryBytes = TextAnalyzer.MaxTermBytes + 64;

    private readonly Stream _output;
    private readonly int[] _lengths;
    private readonly int _analyzerFingerprint;
    private readonly long _totalLength;
    private readonly PostingsEncoder _encoder;
    private readonly ArrayBufferWriter<byte> _dictionary = new();
    private readonly ArrayBufferWriter<byte> _groups = new();
    private readonly byte[] _previous = new byte[TextAnalyzer.MaxTermBytes];
    private int _previousLength;
    private int _termCount;
    private int _postingsBytes;

    public SegmentBuilder(Stream output, int[] lengths, int analyzerFingerprint)
    {
        (_output, _lengths, _analyzerFingerprint) = (output, lengths, analyzerFingerprint);
        _encoder = new PostingsEncoder(lengths);
        _totalLength = lengths.Sum(length => (long)length);
        output.Write(SegmentFooter.Magic);
        output.Write(MemoryMarshal.AsBytes(lengths.AsSpan()));
    }

    /// <summary>Adds a term that comes after all terms added before, and its rows, ascending.</summary>
    public void Add(ReadOnlySpan<byte> term, List<Posting> postings)
    {
        var encoded = _encoder.Encode(CollectionsMarshal.AsSpan(postings));
        if (Footer(0, 0).SegmentSize + encoded.Length + MaxEntryBytes > Array.MaxLength)
            throw new RagStateException(
                "text index", "A text index would pass 2 GiB. Let segments be smaller, or spread the documents over several collections.");

        AddEntry(term, postings.Count, encoded.Length);
        _output.Write(encoded);
        _postingsBytes += encoded.Length;
        _termCount++;
    }

    /// <summary>Writes what comes behind the postings.</summary>
    public void Finish()
    {
        _output.Write(_dictionary.WrittenSpan);
        _output.Write(_groups.WrittenSpan);
        Span<byte> footer = stackalloc byte[SegmentFooter.Size];
        Footer(Crc32C.Of(MemoryMarshal.AsBytes(_lengths.AsSpan())), Crc32C.Of(_groups.WrittenSpan, Crc32C.Of(_dictionary.WrittenSpan))).Write(footer);
        _output.Write(footer);
    }

    private SegmentFooter Footer(uint lengthsChecksum, uint dictionaryChecksum) => new(
        _analyzerFingerprint,
        _lengths.Length,
        _termCount,
        _totalLength,
        _postingsBytes,
        _dictionary.WrittenCount,
        lengthsChecksum,
        dictionaryChecksum);

    private void AddEntry(ReadOnlySpan<byte> term, int count, int postingsBytes)
    {
        var isFirstOfGroup = _termCount % SegmentFooter.TermsPerGroup == 0;
        if (isFirstOfGroup)
            AddGroup();
        var shared = isFirstOfGroup ? 0 : term.CommonPrefixLength(_previous.AsSpan(0, _previousLength));
        Varint.Write(_dictionary, (uint)shared);
        Varint.Write(_dictionary, (uint)(term.Length - shared));
        _dictionary.Write(term[shared..]);
        Varint.Write(_dictionary, (uint)count);
        Varint.Write(_dictionary, (uint)postingsBytes);
        term.CopyTo(_previous);
        _previousLength = term.Length;
    }

    private void AddGroup()
    {
        var entry = _groups.GetSpan(SegmentFooter.GroupEntrySize);
        BinaryPrimitives.WriteInt32LittleEndian(entry, _dictionary.WrittenCount);
        BinaryPrimitives.WriteInt32LittleEndian(entry[sizeof(int)..], _postingsBytes);
        _groups.Advance(SegmentFooter.GroupEntrySize);
    }
}
