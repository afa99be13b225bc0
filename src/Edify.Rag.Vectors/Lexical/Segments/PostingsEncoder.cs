using System.Buffers;
using System.Buffers.Binary;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Vectors.Lexical.Segments;

/// <summary>Encodes the postings of one term after the other, as <see cref="SegmentPostings"/> reads them.</summary>
internal sealed class PostingsEncoder(int[] lengths)
{
    private readonly ArrayBufferWriter<byte> _blocks = new();
    private readonly ArrayBufferWriter<byte> _encoded = new();

    /// <summary>Encodes rows in ascending order; the result is valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<Posting> postings)
    {
        _blocks.ResetWrittenCount();
        _encoded.ResetWrittenCount();
        var previous = -1;
        foreach (var range in Blocks(postings.Length))
        {
            var block = postings[range];
            EncodeBlock(block, previous);
            previous = block[^1].Row;
            if (postings.Length > PostingBlock.Capacity)
                AddToTable(block);
        }

        if (_encoded.WrittenCount == 0)
            return _blocks.WrittenSpan;

        WriteChecksum(_encoded, _encoded.WrittenSpan);
        _encoded.Write(_blocks.WrittenSpan);
        return _encoded.WrittenSpan;
    }

    private static IEnumerable<Range> Blocks(int count)
    {
        for (var start = 0; start < count; start += PostingBlock.Capacity)
            yield return start..Math.Min(count, start + PostingBlock.Capacity);
    }

    private void EncodeBlock(ReadOnlySpan<Posting> block, int previous)
    {
        var start = _blocks.WrittenCount;
        foreach (var (row, frequency) in block)
        {
            var distance = (uint)(row - previous - 1) << 1;
            Varint.Write(_blocks, frequency == 1 ? distance | 1 : distance);
            if (frequency != 1)
                Varint.Write(_blocks, (uint)frequency);
            previous = row;
        }

        WriteChecksum(_blocks, _blocks.WrittenSpan[start..]);
    }

    private void AddToTable(ReadOnlySpan<Posting> block)
    {
        var maxFrequency = 0;
        var minLength = int.MaxValue;
        foreach (var (row, frequency) in block)
        {
            maxFrequency = Math.Max(maxFrequency, frequency);
            minLength = Math.Min(minLength, lengths[row]);
        }

        var entry = _encoded.GetSpan(SegmentPostings.TableEntrySize);
        BinaryPrimitives.WriteInt32LittleEndian(entry, block[^1].Row);
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], _blocks.WrittenCount);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], maxFrequency);
        BinaryPrimitives.WriteInt32LittleEndian(entry[12..], minLength);
        _encoded.Advance(SegmentPostings.TableEntrySize);
    }

    private static void WriteChecksum(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        var checksum = Crc32C.Of(data);
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(SegmentPostings.ChecksumSize), checksum);
        output.Advance(SegmentPostings.ChecksumSize);
    }
}
