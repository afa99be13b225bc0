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
        var (unix, dos) = (file.IndexOf("\n\nFrom "u8), file.IndexOf("\r\n\r\nFrom "u8));
        if (unix >= 0 && (dos < 0 || unix < dos)) return unix + 2;
        return dos >= 0 ? dos + 4 : file.Length;
    }
}
