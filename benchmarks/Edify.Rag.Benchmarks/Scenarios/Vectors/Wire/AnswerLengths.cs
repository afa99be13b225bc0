using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>Where answers end.</summary>
internal static class AnswerLengths
{
    private const int MongoHeader = 16;

    /// <summary>Of MongoDB's messages: their first four bytes tell.</summary>
    public static int? Mongo(ReadOnlyMemory<byte> begun) => begun.Length < MongoHeader ? null : BinaryPrimitives.ReadInt32LittleEndian(begun.Span);

    /// <summary>Of HTTP/1.1 answers: they have a length, or come in chunks of which the last is empty.</summary>
    public static int? Http(ReadOnlyMemory<byte> begun)
    {
        var end = begun.Span.IndexOf("\r\n\r\n"u8);
        if (end < 0) return null;
        foreach (var line in Encoding.ASCII.GetString(begun.Span[..end]).Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase) && Utf8Parser.TryParse(Encoding.ASCII.GetBytes(line[15..].Trim()), out int length, out _))
                return end + 4 + length;
        }

        return begun.Span.EndsWith("\r\n0\r\n\r\n"u8) ? begun.Length : null;
    }
}
