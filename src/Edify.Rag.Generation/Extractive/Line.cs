using System.Text.RegularExpressions;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Kinds of lines.</summary>
internal enum LineKind
{
    Paragraph,
    Heading,
    Introduction,
    Item,
    Row,
}

/// <summary>One line of a passage.</summary>
/// <param name="Part">Where it stands.</param>
/// <param name="Content">Where its content stands, without bullet or heading marks.</param>
/// <param name="Raw">The line as it stands.</param>
/// <param name="Text">The content, cleaned.</param>
/// <param name="Kind">What it is.</param>
internal sealed partial record Line(Range Part, Range Content, string Raw, string Text, LineKind Kind)
{
    private const int LongestHeading = 80;
    private const int MostHeadingTerms = 10;
    private const int LongestItem = 160;
    private const int ShortestCut = 40;

    /// <summary>Whether it asks something.</summary>
    public bool IsQuestion => Text.EndsWith('?') || Text.EndsWith('？');

    private bool EndsSentence => ".!?।。！？".Contains(Text[^1], StringComparison.Ordinal);

    /// <summary>A row that stands before the passage, and at no place of it.</summary>
    public static Line Outside(string row) => new(0..0, 0..0, row, CleanText.Of(row), LineKind.Row);

    /// <summary>The lines of a text that hold words; those that are blank or mere markup divide nothing.</summary>
    /// <param name="text">A passage's text.</param>
    /// <param name="headings">What is known to be a heading.</param>
    public static List<Line> Split(string text, HashSet<string> headings)
    {
        var lines = new List<Line>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            if (Read(text, start, end, headings) is { Text.Length: > 0 } line) lines.Add(line);
            start = end + 1;
        }

        Join(lines, text);

        // A short line without a full stop is a heading only above a fuller text: a list is all short lines.
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            var next = lines[i + 1];
            if (next.MayStandUnderHeading() && lines[i].LooksLikeHeading()) lines[i] = lines[i] with { Kind = LineKind.Heading };
        }

        return lines;
    }

    // A sentence that a column or page cut in two goes on in lower case.
    private static void Join(List<Line> lines, string text)
    {
        for (var i = lines.Count - 1; i > 0; i--)
        {
            var (first, second) = (lines[i - 1], lines[i]);
            if (!first.IsCut || second.Kind != LineKind.Paragraph || !char.IsLower(second.Text[0])) continue;
            var (part, content) = (first.Part.Start..second.Part.End, first.Content.Start..second.Content.End);
            lines[i - 1] = first with { Part = part, Content = content, Raw = text[part], Text = $"{first.Text} {second.Text}" };
            lines.RemoveAt(i);
        }
    }

    private bool IsCut =>
        Kind is LineKind.Paragraph or LineKind.Item && Text.Length >= ShortestCut &&
        char.IsUpper(Text[0]) && !EndsSentence && Text[^1] is not (':' or ';');

    /// <summary>Whether it goes on with a list that starts with another line.</summary>
    public bool ContinuesList(Line first) =>
        Kind == first.Kind && Kind is LineKind.Item or LineKind.Paragraph &&
        (Kind == LineKind.Item || (Text.Length <= LongestItem && EndsSentence == first.EndsSentence));

    private bool MayStandUnderHeading() =>
        EndsSentence || Text.Length > LongestHeading || Kind is LineKind.Row or LineKind.Item or LineKind.Introduction;

    private bool LooksLikeHeading() =>
        Kind == LineKind.Paragraph && Text.Length <= LongestHeading && !EndsSentence && !Text.Contains(": ", StringComparison.Ordinal) &&
        Text[^1] is not (',' or ';') && TermScanner.Scan(Text).Count <= MostHeadingTerms;

    private static Line Read(string text, int start, int end, HashSet<string> headings)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        var mark = Mark.Match(text, start, end - start);
        var content = mark.Success && mark.Index == start ? start + mark.Length : start;
        var clean = CleanText.Of(text[content..end]);
        return new(start..end, content..end, text[start..end], clean, KindOf(text[start..end], clean, content > start, headings));
    }

    private static LineKind KindOf(string raw, string clean, bool hasMark, HashSet<string> headings)
    {
        if (Table.IsRow(raw)) return LineKind.Row;
        if (raw.StartsWith('#') || headings.Contains(clean)) return LineKind.Heading;
        if (clean.EndsWith(':') || clean.EndsWith('：') || (clean.EndsWith('?') && clean.Length <= 2 * LongestHeading)) return LineKind.Introduction;
        return hasMark ? LineKind.Item : LineKind.Paragraph;
    }

    [GeneratedRegex(@"\G\s*(?:#{1,6}\s+|[-*+•‣▪◦–—·]\s+|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+|>\s*)")]
    private static partial Regex Mark { get; }
}
