using System.Buffers;
using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using Edify.Rag.Postgres.Vectors.Records;
using Edify.Rag.Shared.Engines;
using Npgsql;

namespace Edify.Rag.Postgres.Vectors.Writing;

/// <summary>Writes rows in the server's binary copy format: nothing is parsed on the way, and vectors stay numbers.</summary>
/// <remarks>
/// PostgreSQL, "COPY, Binary Format": a header, for each row the number of its columns and for each column its length and bytes,
/// and a trailer, all big-endian. A vector is its dimension and a zero in 2 bytes each, then its numbers.
/// </remarks>
internal sealed class BinaryCopy(NpgsqlRawCopyStream target, PostgresVectorElements elements)
{
    private const int FlushSize = 512 << 10;
    private const byte JsonbVersion = 1;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, .. new byte[8]];

    private readonly ArrayBufferWriter<byte> _buffer = new(FlushSize + (64 << 10));
    private readonly ArrayBufferWriter<byte> _json = new(4 << 10);

    public async Task WriteAsync(IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> rows, CancellationToken cancellationToken)
    {
        _buffer.Write(Header);
        foreach (var (record, vector) in rows)
        {
            WriteInt16(4);
            WriteInt32(16);
            record.Id.TryWriteBytes(_buffer.GetSpan(16), bigEndian: true, out var written);
            _buffer.Advance(written);
            WriteText(StoredText.Of(record.Text));
            WriteFields(record.Fields);
            WriteVector(vector.Span);
            if (_buffer.WrittenCount >= FlushSize) await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        WriteInt16(-1);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void WriteText(string text)
    {
        WriteInt32(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _buffer);
    }

    private void WriteFields(IReadOnlyDictionary<string, FieldValue> fields)
    {
        _json.ResetWrittenCount();
        FieldJson.Write(_json, fields);
        WriteInt32(1 + _json.WrittenCount);
        _buffer.Write([JsonbVersion]);
        _buffer.Write(_json.WrittenSpan);
    }

    private void WriteVector(ReadOnlySpan<float> vector)
    {
        var size = vector.Length * (elements == PostgresVectorElements.Half ? sizeof(ushort) : sizeof(float));
        WriteInt32(4 + size);
        WriteInt16((short)vector.Length);
        WriteInt16(0);
        var place = _buffer.GetSpan(size)[..size];
        if (elements == PostgresVectorElements.Half)
        {
            var halves = MemoryMarshal.Cast<byte, Half>(place);
            TensorPrimitives.ConvertToHalf(vector, halves);
            var units = MemoryMarshal.Cast<byte, ushort>(place);
            if (BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(units, units);
        }
        else
        {
            var units = MemoryMarshal.Cast<byte, uint>(place);
            MemoryMarshal.Cast<float, uint>(vector).CopyTo(units);
            if (BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(units, units);
        }

        _buffer.Advance(size);
    }

    private void WriteInt16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.GetSpan(sizeof(short)), value);
        _buffer.Advance(sizeof(short));
    }

    private void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await target.WriteAsync(_buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }
}
