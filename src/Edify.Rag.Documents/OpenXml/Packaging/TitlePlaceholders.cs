using System.Text.RegularExpressions;

namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>Recognises what programs and their templates put in the place of a title that nobody wrote.</summary>
internal static partial class TitlePlaceholders
{
    /// <summary>The title; <see langword="null"/> when it is no title of the document.</summary>
    /// <param name="title">The title as the document's properties hold it.</param>
    public static string? Without(string? title) => title is null || Placeholder().IsMatch(title) ? null : title;

    // "PowerPoint Presentation" and "Slide 1" in the languages of the programs, names of files that were never saved,
    // and fields of templates, which stand in brackets.
    [GeneratedRegex(
        @"^(?:(?:microsoft )?powerpoint[ -](?:presentation|präsentation|presentatie|presentasjon)|présentation powerpoint|presentaci[oó]n de powerpoint|presentazione (?:standard di )?powerpoint|apresenta[cç][aã]o do powerpoint|prezentacja programu powerpoint|презентация powerpoint|powerpoint 演示文稿|powerpoint プレゼンテーション"
        + @"|(?:slide|folie|diapositive|diapositiva|dia|slajd|слайд|幻灯片)\s*(?:n[or°º.]*\s*)?\d+"
        + @"|(?:document|dokument|documento|presentation|présentation|präsentation|presentación|presentazione|book|workbook|mappe|classeur|libro|cartel|map|документ|презентация|книга)\s*-?\d+"
        + @"|untitled|unbenannt|sans titre|sin título|senza titolo|без названия|no slide title|(?:the )?title|titel|titre|título|titolo"
        + @"|\[[^\[\]]*\]|<[^<>]*>|click to (?:add|edit) (?:the |master )?title.*)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}
