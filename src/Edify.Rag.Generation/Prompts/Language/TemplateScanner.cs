namespace Edify.Rag.Generation.Prompts.Language;

/// <summary>A piece of a template: text, or what stands between <c>{{</c> and <c>}}</c>.</summary>
/// <param name="IsTag">Whether it is a tag.</param>
/// <param name="Content">The text, or the content of the tag without white space around it.</param>
/// <param name="Position">Where the text or the tag begins.</param>
/// <param name="ContentPosition">Where the content begins.</param>
internal readonly record struct TemplatePiece(bool IsTag, string Content, int Position, int ContentPosition);

/// <summary>Divides a template into text and tags.</summary>
internal static class TemplateScanner
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>The pieces of a part of a template; comments are left out.</summary>
    /// <exception cref="RagConfigurationException">A tag has no end on its line.</exception>
    public static List<TemplatePiece> Scan(TemplateSource source, int start, int end)
    {
        var pieces = new List<TemplatePiece>();
        var text = source.Text;
        while (start < end)
        {
            var open = text.IndexOf(Open, start, end - start, StringComparison.Ordinal);
            if (open < 0)
            {
                AddText(pieces, text, start, end);
                break;
            }

            var isComment = open + Open.Length < end && text[open + Open.Length] == '!';
            var close = isComment ? text.IndexOf(Close, open, end - open, StringComparison.Ordinal) : EndOfTag(text, open + Open.Length, end);
            if (close < 0) throw source.Error(open, isComment ? "The comment that begins here has no '}}'." : "The tag that begins here has no '}}' on its line.");

            var (from, to) = (open + Open.Length, close);
            while (from < to && char.IsWhiteSpace(text[from])) from++;
            while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
            var content = text[from..to];
            var next = close + Close.Length;
            var (textEnd, after) = isComment || IsBlock(content) ? WholeLine(text, start, open, next, end) : (open, next);
            AddText(pieces, text, start, textEnd);
            if (!isComment) pieces.Add(new(true, content, open, from));
            start = after;
        }

        return pieces;
    }

    private static void AddText(List<TemplatePiece> pieces, string text, int start, int end)
    {
        if (end > start) pieces.Add(new(false, text[start..end], start, start));
    }

    // Quoted text may hold the end of a tag, but no line feed.
    private static int EndOfTag(string text, int start, int end)
    {
        var quoted = false;
        for (var i = start; i < end && text[i] != '\n'; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            else if (!quoted && text[i] == '}' && i + 1 < end && text[i + 1] == '}') return i;
        }

        return -1;
    }

    private static bool IsBlock(string content) => TemplateWords.FirstOf(content) is "if" or "else" or "for" or "end";

    // A block's tag that stands alone on its line takes the line with it, so that templates can be laid out.
    private static (int TextEnd, int Next) WholeLine(string text, int start, int open, int next, int end)
    {
        var lineStart = open;
        while (lineStart > start && text[lineStart - 1] is ' ' or '\t') lineStart--;
        var isFirst = lineStart == 0 || text[lineStart - 1] == '\n';
        var lineEnd = next;
        while (lineEnd < end && text[lineEnd] is ' ' or '\t') lineEnd++;
        if (!isFirst || (lineEnd < end && text[lineEnd] != '\n')) return (open, next);
        return (lineStart, Math.Min(end, lineEnd + 1));
    }
}
