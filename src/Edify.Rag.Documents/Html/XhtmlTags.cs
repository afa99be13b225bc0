using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Edify.Rag.Documents.Html;

/// <summary>Rewrites XHTML so that it means the same to a parser of HTML.</summary>
internal static class XhtmlTags
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Void = new[]
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");
    private static readonly SearchValues<char> Marks = SearchValues.Create("\"'>");

    /// <summary>The same page; "&lt;title/&gt;" becomes "&lt;title&gt;&lt;/title&gt;", which would else take in all that follows.</summary>
    /// <param name="xhtml">A page in XHTML.</param>
    public static string Expand(string xhtml)
    {
        var result = new StringBuilder(xhtml.Length + 256);
        var copied = 0;
        for (int at = 0, tag; (tag = xhtml.IndexOf('<', at)) >= 0;)
        {
            at = EndOfTag(xhtml, tag);
            if (at < 0) break;
            if (xhtml[at - 2] != '/' || at - tag < 4 || !char.IsAsciiLetter(xhtml[tag + 1])) continue;
            var name = NameAt(xhtml.AsSpan(tag + 1));
            if (Void.Contains(name)) continue;
            result.Append(xhtml, copied, at - 2 - copied).Append("></").Append(name).Append('>');
            copied = at;
        }

        return copied == 0 ? xhtml : result.Append(xhtml, copied, xhtml.Length - copied).ToString();
    }

    // After the ">" that no quotes hold; -1 when the tag never ends.
    private static int EndOfTag(string xhtml, int tag)
    {
        if (xhtml.AsSpan(tag).StartsWith("<!--"))
        {
            var end = xhtml.IndexOf("-->", tag + 4, StringComparison.Ordinal);
            return end < 0 ? -1 : end + 3;
        }

        for (var at = tag + 1; (at = xhtml.AsSpan(at).IndexOfAny(Marks) is >= 0 and var next ? at + next : -1) >= 0; at++)
        {
            if (xhtml[at] == '>') return at + 1;
            at = xhtml.IndexOf(xhtml[at], at + 1);
            if (at < 0) return -1;
        }

        return -1;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(NameEnds);
        return end < 0 ? text : text[..end];
    }
}
