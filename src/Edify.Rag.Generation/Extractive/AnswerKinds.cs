using System.Collections.Frozen;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Tells what kind of answer a question wants and whether evidence holds one.</summary>
internal static class AnswerKinds
{
    // What names the kind and not the subject: a fee need not be called "cost" to answer what something costs.
    private static readonly FrozenDictionary<AnswerKind, FrozenSet<string>> Parts = new Dictionary<AnswerKind, string>
    {
        [AnswerKind.Amount] = "much money amount",
        [AnswerKind.Quantity] = "number total count old far often tall big high deep large take last",
        [AnswerKind.Duration] = "long quickly fast soon time take last",
        [AnswerKind.Date] = "date day time deadline",
        [AnswerKind.Year] = "year",
        [AnswerKind.Hour] = "time hour heure uhr",
        [AnswerKind.Colour] = "colour color",
        [AnswerKind.Person] = "person name",
        [AnswerKind.Place] = "place location locate",
        [AnswerKind.Designation] = "word term name call symbol",
        [AnswerKind.Definition] = "definition",
    }.ToFrozenDictionary(p => p.Key, p => p.Value.Split(' ').Select(w => Synonyms.Canonical(EnglishStemmer.Stem(w))).ToFrozenSet());

    /// <summary>What a question wants.</summary>
    public static AnswerKind Of(IReadOnlyList<Term> terms, string question)
    {
        var asked = QuestionWords.From(question);
        foreach (var (kind, asks) in QuestionPatterns.ByKind)
        {
            if (asks.IsMatch(asked)) return kind;
        }

        var isShort = terms.Count(t => t.IsContent) <= 2;
        return isShort && QuestionPatterns.Definition.IsMatch(asked) ? AnswerKind.Definition : AnswerKind.Any;
    }

    /// <summary>Whether a stem only says what kind of answer is wanted.</summary>
    public static bool IsPartOf(AnswerKind kind, string stem) => Parts.TryGetValue(kind, out var stems) && stems.Contains(stem);

    /// <summary>Whether one fact answers a question of a kind.</summary>
    public static bool IsOneFact(AnswerKind kind) => kind is not (AnswerKind.Any or AnswerKind.Definition);

    /// <summary>Whether evidence holds an answer of a kind.</summary>
    public static AnswerFit FitOf(Evidence evidence, AnswerKind kind)
    {
        var text = evidence.Text;
        return kind switch
        {
            AnswerKind.Amount => Graded(AnswerPatterns.Money.IsMatch(text), AnswerPatterns.Amount.IsMatch(text)),
            AnswerKind.Quantity => Graded(AnswerPatterns.Quantity.IsMatch(text)),
            AnswerKind.Duration => Graded(AnswerPatterns.Duration.IsMatch(text), AnswerPatterns.Quantity.IsMatch(text)),
            AnswerKind.Date => Graded(AnswerPatterns.Date.IsMatch(text), AnswerPatterns.Time.IsMatch(text)),
            AnswerKind.Year => Graded(AnswerPatterns.Year.IsMatch(text)),
            AnswerKind.Hour => Graded(AnswerPatterns.Hour.IsMatch(text), AnswerPatterns.Time.IsMatch(text)),
            AnswerKind.Colour => Graded(AnswerPatterns.Colour.IsMatch(text)),
            AnswerKind.Person => Hinted(AnswerPatterns.Titled.IsMatch(text) || evidence.Terms.Skip(1).Any(t => t.IsCapitalized)),
            AnswerKind.Place => Hinted(AnswerPatterns.Place.IsMatch(text)),
            AnswerKind.Designation => Hinted(evidence.IsTitled || AnswerPatterns.Designation.IsMatch(text)),
            AnswerKind.Definition => Hinted(AnswerPatterns.Definition.IsMatch(text)),
            _ => AnswerFit.Unknown,
        };
    }

    private static AnswerFit Graded(bool isSure, bool isLikely = false) => isSure ? AnswerFit.Sure : isLikely ? AnswerFit.Likely : AnswerFit.None;

    private static AnswerFit Hinted(bool isSure) => isSure ? AnswerFit.Sure : AnswerFit.Unknown;
}
