namespace Edify.Rag.Documents.Eml;

/// <summary>Cuts a file of messages (mbox) at the lines that begin with "From ".</summary>
internal static class MailboxFile
{
    /// <summary>The messages of the file, without those lines; a file that is one message is that message.</summary>
    /// <param name="file">The file.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> file)
    {
        if (file.Span.StartsWith("\uFEFF"u8)) file = file[3..];
        if (!file.Span.StartsWith("From "u8))
        {
            yield return file;
            yield break;
        }

        while (!file.IsEmpty)
        {
            MimeLines.Take(ref file);
            var end = NextMessage(file.Span);
            yield return file[..end];
            file = file[end..];
        }
    }

    // The line follows an empty one; in texts it is quoted as ">From ".
    private static int NextMessage(ReadOnlySpan<byte> file)
    {
        for (var at = 0; file[at..].IndexOf("\nFrom "u8) is >= 0 and var offset; at += offset + 1)
        {
            var before = file[..(at + offset)];
            if (before.EndsWith("\n"u8) || before.EndsWith("\n\r"u8)) return before.Length + 1;
        }

        return file.Length;
    }
}
