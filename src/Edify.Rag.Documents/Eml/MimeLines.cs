namespace Edify.Rag.Documents.Eml;

/// <summary>Cuts bytes into lines, whatever ends them.</summary>
internal static class MimeLines
{
    /// <summary>Takes a line.</summary>
    /// <param name="rest">The bytes; on return, what follows the line.</param>
    /// <returns>The line without its end.</returns>
    public static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest)
    {
        var end = rest.Span.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
