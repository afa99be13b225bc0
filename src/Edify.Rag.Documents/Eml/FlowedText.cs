using System.Text;

namespace Edify.Rag.Documents.Eml;

/// <summary>Puts the text of a message back together as it was typed.</summary>
internal static class FlowedText
{
    /// <summary>The text without the marks of quotes; where it is flowed (RFC 3676), with the lines of a paragraph joined.</summary>
    /// <param name="text">The text as it was sent.</param>
    /// <param name="isFlowed">Whether a space at the end of a line means that the paragraph goes on.</param>
    /// <param name="deletesSpace">Whether that space is no part of the text.</param>
    public static string Unfold(string text, bool isFlowed, bool deletesSpace)
    {
        var unfolded = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var quotes = Depth(line, out var content);

            // A change of the quote's depth is a change of the speaker.
            if (quotes != depth && unfolded.Length > 0) unfolded.Append("\n\n");
            depth = quotes;
            if (isFlowed && content.StartsWith(" ")) content = content[1..];
            var goesOn = isFlowed && content.EndsWith(" ") && content is not "-- ";
            unfolded.Append(goesOn && deletesSpace ? content[..^1] : content);
            if (!goesOn) unfolded.Append('\n');
        }

        return unfolded.ToString();
    }

    /// <summary>How many quotes a line stands in.</summary>
    /// <param name="line">The line.</param>
    /// <param name="content">The line without their marks.</param>
    public static int Depth(ReadOnlySpan<char> line, out ReadOnlySpan<char> content)
    {
        var depth = 0;
        while (line.StartsWith(">") || (depth > 0 && line.StartsWith(" >")))
        {
            line = line[(line[0] == ' ' ? 2 : 1)..];
            depth++;
        }

        content = depth > 0 && line.StartsWith(" ") ? line[1..] : line;
        return depth;
    }
}
