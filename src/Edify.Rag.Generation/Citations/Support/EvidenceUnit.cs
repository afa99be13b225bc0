using Edify.Rag.Generation.Extractive;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>A sentence or row of a passage, with what it is understood by.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Clauses">What it says, one thing each.</param>
/// <param name="Stems">Its stems.</param>
/// <param name="IsRow">Whether it is a row of a table, whose cells say nothing without each other.</param>
/// <param name="Context">The stems of headings, of a table's header, of the line that introduces a list, of what its pronoun stands for.</param>
internal sealed record EvidenceUnit(IReadOnlyList<Word> Words, IReadOnlyList<Clause> Clauses, HashSet<string> Stems, bool IsRow, HashSet<string> Context)
{
    private HashSet<string> Numbers { get; } =
        [.. Words.Where(w => w.Kind == WordKind.Number).Select(w => w.Stem).Concat(Context.Where(s => s.Length > 0 && char.IsDigit(s[0]))).SelectMany(Readings)];

    private IReadOnlyList<Term> Terms { get; init; } = [];

    /// <summary>Reads a sentence.</summary>
    /// <param name="text">The sentence.</param>
    /// <param name="context">The stems of what stands around it.</param>
    /// <param name="isRow">Whether it is a row of a table.</param>
    /// <param name="isGerman">Whether its words are German.</param>
    public static EvidenceUnit Read(string text, HashSet<string> context, bool isRow, bool isGerman)
    {
        var terms = TermScanner.Scan(text);
        var words = Support.Words.Read(text, terms, isGerman);
        var months = words.Select(w => NumberReadings.MonthOf(w.Stem)).Where(m => m > 0).SelectMany(Support.Words.OfMonth);
        return new(words, Clause.Split(text, words), [.. words.Select(w => w.Stem), .. months], isRow, context) { Terms = terms };
    }

    /// <summary>Whether it names a number: itself, in another way of writing it, or by a range that spans it.</summary>
    public bool Names(string number) =>
        NumberReadings.Of(number).Any(Numbers.Contains) || new RequiredNumber(number, Noun: null).IsNamedIn(Terms) ||
        (NumberReadings.PartsOfDate(number).ToList() is { Count: > 0 } parts && parts.Count(Numbers.Contains) >= 2);

    private static IEnumerable<string> Readings(string number) => NumberReadings.Of(number).Concat(NumberReadings.PartsOfDate(number));
}
