using System.Buffers;
using Edify.Rag.Qdrant.Connection;

namespace Edify.Rag.Qdrant.Records;

/// <summary>Cuts records into requests of a bounded size, each of which the server takes as a whole.</summary>
internal sealed class PointBatches(string collection, PointWriter writer, int maxBytes)
{
    private const int MaxPoints = 4_096;

    // What JSON makes of a character at most, and of a number of a vector.
    private const int BytesOfCharacter = 6;
    private const int BytesOfNumber = 16;

    // The request around its points.
    private const int Frame = 64;

    /// <summary>Refuses a record that no request can take.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public void Check(IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> rows, string parameter)
    {
        foreach (var (record, vector) in rows)
        {
            if (((long)record.Text.Length * BytesOfCharacter) + ((long)vector.Length * BytesOfNumber) + (record.Fields.Count * 1_024L) < maxBytes) continue;
            var point = new ArrayBufferWriter<byte>(64 << 10);
            Write(point, record, vector);
            if (point.WrittenCount + Frame <= maxBytes) continue;
            throw new ArgumentException(
                $"Record {record.Id} takes {point.WrittenCount:N0} bytes in a request, and {nameof(QdrantOptions.MaxRequestBytes)} allows {maxBytes:N0}. Chunk its text, or raise the limit here and at the server.",
                parameter);
        }
    }

    public IEnumerable<QdrantRequest> Of(IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> rows)
    {
        var body = Begin();
        var point = new ArrayBufferWriter<byte>(16 << 10);
        var count = 0;
        foreach (var (record, vector) in rows)
        {
            point.ResetWrittenCount();
            Write(point, record, vector);
            if (count > 0 && (count == MaxPoints || body.WrittenCount + point.WrittenCount + Frame > maxBytes))
            {
                yield return End(body);
                (body, count) = (Begin(), 0);
            }

            if (count++ > 0) body.Write(","u8);
            body.Write(point.WrittenSpan);
        }

        if (count > 0) yield return End(body);
    }

    private void Write(ArrayBufferWriter<byte> target, VectorRecord record, ReadOnlyMemory<float> vector)
    {
        using var json = QdrantRequest.Writer(target);
        writer.Write(json, record, vector.Span);
    }

    private static ArrayBufferWriter<byte> Begin()
    {
        var body = new ArrayBufferWriter<byte>(64 << 10);
        body.Write("{\"points\":["u8);
        return body;
    }

    private QdrantRequest End(ArrayBufferWriter<byte> body)
    {
        body.Write("]}"u8);
        return new(HttpMethod.Put, $"/collections/{collection}/points?wait=true") { Body = body.WrittenMemory };
    }
}
