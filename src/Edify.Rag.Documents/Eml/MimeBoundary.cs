using System.Text;

namespace Edify.Rag.Documents.Eml;

/// <summary>Cuts the body of a multipart at its boundary lines (RFC 2046); one that is cut off ends where it is.</summary>
internal static class MimeBoundary
{
    /// <summary>The parts between the boundaries.</summary>
    /// <param name="body">The body.</param>
    /// <param name="boundary">The boundary without its dashes.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary)
    {
        var line = Encoding.UTF8.GetBytes("--" + boundary);
        var part = -1;
        for (var at = 0; ;)
        {
            var (start, next, isLast) = Find(body.Span, line, at);
            if (part >= 0 && start >= part) yield return body[part..WithoutLineEnd(body.Span, part, start)];
            if (isLast) yield break;
            (part, at) = (next, next);
        }
    }

    private static (int Start, int Next, bool IsLast) Find(ReadOnlySpan<byte> body, ReadOnlySpan<byte> line, int from)
    {
        for (var at = from; body[at..].IndexOf(line) is >= 0 and var offset; at += offset + line.Length)
        {
            var start = at + offset;
            if (start > 0 && body[start - 1] != '\n') continue;
            var rest = body[(start + line.Length)..];
            var end = rest.IndexOf((byte)'\n');
            var tail = (end < 0 ? rest : rest[..end]).TrimEnd(" \t\r"u8);
            if (tail.SequenceEqual("--"u8)) return (start, body.Length, true);
            if (tail.IsEmpty) return (start, end < 0 ? body.Length : start + line.Length + end + 1, false);
        }

        return (body.Length, body.Length, true);
    }

    // The line end before a boundary belongs to it.
    private static int WithoutLineEnd(ReadOnlySpan<byte> body, int from, int end)
    {
        if (end == body.Length) return end;
        if (end > from && body[end - 1] == '\n') end--;
        return end > from && body[end - 1] == '\r' ? end - 1 : end;
    }
}
