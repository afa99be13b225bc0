using System.Collections.Frozen;
using System.Net;

namespace Edify.Rag.Documents.Html;

/// <summary>Keeps pages that are nested absurdly deep away from the parser, whose time grows with the square of the depth.</summary>
internal static class HtmlNesting
{
    private const int DeepestTree = 1000;
    private const int LongestName = 16;

    // What has no end tag, or often none: it does not nest by itself.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Flat = new[]
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "rt", "rp", "path",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether more elements are open at once than any author writes.</summary>
    /// <param name="html">A page.</param>
    public static bool IsTooDeep(ReadOnlySpan<char> html)
    {
        var open = new OpenElements();
        var foreign = new ForeignContent();
        for (int at; open.Count <= DeepestTree && (at = html.IndexOf('<')) >= 0;)
        {
            html = html[(at + 1)..];
            if (html.IsEmpty) break;
            var isEnd = html[0] == '/';
            var name = NameAt(isEnd ? html[1..] : html);
            if (name.IsEmpty || Flat.Contains(name)) continue;
            if (isEnd)
            {
                open.End(name);
                continue;
            }

            open.Start(name);
            html = html[foreign.Length(html, name)..];
        }

        return open.Count > DeepestTree;
    }

    /// <summary>The text between the tags, without structure.</summary>
    /// <param name="html">A page.</param>
    public static List<HtmlPiece> TextOf(string html)
    {
        var pieces = new List<HtmlPiece>();
        var foreign = new ForeignContent();
        for (var at = 0; at < html.Length;)
        {
            var tag = html.IndexOf('<', at);
            if (tag < 0) tag = html.Length;
            var text = html[at..tag];
            if (!string.IsNullOrWhiteSpace(text)) pieces.Add(new(ElementKind.Paragraph, WebUtility.HtmlDecode(text), 0));
            at = SkipTag(html, tag, foreign);
        }

        return pieces;
    }

    private static int SkipTag(string html, int tag, ForeignContent foreign)
    {
        if (tag == html.Length) return tag;
        var rest = html.AsSpan(tag + 1);
        var from = tag + 1 + foreign.Length(rest, NameAt(rest));
        var end = html.IndexOf('>', from);
        return end < 0 ? html.Length : end + 1;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < LongestName && char.IsAsciiLetterOrDigit(text[length])) length++;
        return text[..length];
    }
}
