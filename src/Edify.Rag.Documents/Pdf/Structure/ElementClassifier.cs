using System.Text.RegularExpressions;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Tells headings, list items, captions and notes from running text, by their type and their first words.</summary>
internal static partial class ElementClassifier
{
    private const string CaptionWords = @"Figure|Fig\.|Table|Tab\.|Listing|Chart|Abbildung|Abb\.|Tabelle|Tableau|Figura|Tabla";
    private const int MaxHeadingLength = 200;
    private const int MaxHeadingLines = 4;
    private const int MaxPlainHeadingLength = 120;
    private const float LargerThanBody = 1.12f;
    private const float MuchLargerThanBody = 1.35f;
    private const float SmallerThanBody = 0.92f;
    private const double NotesBelow = 0.6;
    private const float ListIndent = 14;
    private const int MaxListLevel = 6;

    /// <summary>Kind and level of a paragraph.</summary>
    /// <param name="paragraph">What is judged.</param>
    /// <param name="bodySize">Size of running text.</param>
    /// <param name="listMargins">Where the list items of the page begin, in ascending order.</param>
    /// <param name="ranks">The levels of the headings so far.</param>
    public static (ElementKind Kind, int Level) Classify(Paragraph paragraph, float bodySize, ReadOnlySpan<float> listMargins, HeadingRanks ranks)
    {
        if (paragraph.IsTable) return (ElementKind.Table, 0);
        if (paragraph.IsCode) return (ElementKind.Code, 0);
        if (Caption().IsMatch(paragraph.Text)) return (ElementKind.Caption, 0);
        // What runs along the edge of a page, or an axis, heads nothing.
        if (!paragraph.IsTurned && HeadingLevel(paragraph, bodySize, ranks) is var level and > 0) return (ElementKind.Heading, level);
        if (ListMarker.Begins(paragraph.Text)) return (ElementKind.ListItem, ListLevel(paragraph.X, listMargins));
        return (IsNote(paragraph, bodySize) ? ElementKind.Note : ElementKind.Paragraph, 0);
    }

    private static bool IsNote(Paragraph paragraph, float bodySize) =>
        paragraph.Depth > NotesBelow && paragraph.Size < SmallerThanBody * bodySize && NoteNumber().IsMatch(paragraph.Text);

    // What lies further to the left than any nesting reaches belongs to another column.
    private static int ListLevel(float x, ReadOnlySpan<float> margins)
    {
        foreach (var margin in margins)
            if (x - margin < MaxListLevel * ListIndent) return 1 + (int)((x - margin) / ListIndent);
        return 1;
    }

    private static int HeadingLevel(Paragraph paragraph, float bodySize, HeadingRanks ranks)
    {
        var text = paragraph.Text;
        if (bodySize <= 0 || text.Length is < 2 or > MaxHeadingLength || paragraph.LineCount > MaxHeadingLines || !text.Any(char.IsLetter) || DotLeaders.LeadsToPage(text)) return 0;
        var ratio = paragraph.Size / bodySize;
        var mayBeHeading = text.Length <= MaxPlainHeadingLength && text[^1] is not ('.' or ',' or ';' or ':') && !ListMarker.IsBullet(text);
        var isDistinct = ratio >= LargerThanBody || paragraph.IsBold && ratio > SmallerThanBody;
        var isCapital = CapitalHeading().IsMatch(text);
        if (ratio < MuchLargerThanBody && !(isDistinct && mayBeHeading) && !isCapital) return 0;
        var depth = SectionNumber().Match(text) is { Success: true } number ? 1 + number.Groups[1].Value.Count(c => c == '.') : isCapital ? 1 : 0;
        var usual = ratio switch
        {
            >= 1.7f => 1,
            >= MuchLargerThanBody => 2,
            >= LargerThanBody => 3,
            _ => 4,
        };
        return ranks.LevelOf(paragraph.Size, paragraph.IsBold, usual, depth);
    }

    // "2 Methods", "2.1 Sample", "2.1.3. Age"
    [GeneratedRegex(@"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\p{L}", RegexOptions.CultureInvariant)]
    private static partial Regex SectionNumber();

    // "IV. RESULTS": how journals set headings in body type
    [GeneratedRegex(@"^[IVX]{1,5}\.\s+[^\p{Ll}]{4,}$", RegexOptions.CultureInvariant)]
    private static partial Regex CapitalHeading();

    [GeneratedRegex($@"^(?:(?:{CaptionWords})\s*[A-Z]?\d+[a-z]?(?:\.\d+)*\s*[:.|–—-]|[图圖図表]\s*\d+(?:[-.]\d+)*[:：.\s])\s*\S", RegexOptions.CultureInvariant)]
    private static partial Regex Caption();

    [GeneratedRegex(@"^(?:\d{1,3}|[*†‡§])\s*\p{L}", RegexOptions.CultureInvariant)]
    private static partial Regex NoteNumber();
}
