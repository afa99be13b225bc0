using System.Text.RegularExpressions;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Tells apart editions of a document whose names differ in their year alone.</summary>
internal static partial class Editions
{
    /// <summary>The passages without those of superseded editions, unless the question names the year of one.</summary>
    public static IEnumerable<ContextPassage> Current(AskedQuestion question, IReadOnlyList<ContextPassage> passages)
    {
        var latest = passages.GroupBy(Series).ToDictionary(g => g.Key, g => g.Select(Year).Max(StringComparer.Ordinal));
        return passages.Where(p => Year(p) == latest[Series(p)] || Names(question, Year(p)));
    }

    private static bool Names(AskedQuestion question, string year) =>
        TermScanner.Scan(year) is [var term] && question.Numbers.Any(n => n.IsNamedIn([term]));

    private static string Series(ContextPassage passage) => Years.Replace(Path.ChangeExtension(passage.Chunk.Name, null), string.Empty);

    private static string Year(ContextPassage passage) => Years.Match(passage.Chunk.Name).Value;

    [GeneratedRegex(@"\b(?:19|20)\d\d(?:[-–]\d{2,4})?\b")]
    private static partial Regex Years { get; }
}
