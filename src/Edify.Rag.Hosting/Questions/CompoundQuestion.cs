using System.Text.RegularExpressions;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Divides a question that asks several things into questions of which each stands for itself.</summary>
internal static partial class CompoundQuestion
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Asking =
        "how|what|which|when|who|whom|whose|where|why|wie|was|wer|wen|wem|wann|wo|woher|wohin|warum|weshalb|wieso|welche[rsnm]?|" +
        "qui|quel(?:le)?s?|quand|comment|pourquoi|combien|où|qué|quién|cuál|cuándo|cuánt[oa]s?|dónde|cómo";

    /// <summary>The questions it is made of, in order; none where it is one.</summary>
    /// <param name="question">A question that stands for itself.</param>
    /// <param name="most">The most questions to divide it into; what is beyond stays with the last.</param>
    public static IReadOnlyList<string> Split(string question, int most)
    {
        if (most < 2) return [];
        var parts = new List<string>();
        foreach (var sentence in Sentences(question))
        {
            foreach (var clause in Clauses(sentence))
            {
                var part = parts.Count > 0 && FollowUp.Refers(clause) ? FollowUpRules.Rewrite(clause, parts[^1]) : clause;
                parts.Add(part);
            }
        }

        if (parts.Count > 1) return parts.Count <= most ? parts : [.. parts.Take(most - 1), string.Join(' ', parts.Skip(most - 1))];
        return Comparison.Split(question) is { } pair ? [Tidy(pair.First), Tidy(pair.Second)] : Compared(question);
    }

    // Sentences that tell something belong to the questions beside them, and are searched for with the whole.
    private static IEnumerable<string> Sentences(string question) =>
        SentenceEnd.Split(question).Select(Tidy).Where(sentence => sentence.Length > 0 && Says(sentence) && QuestionClassifier.Asks(sentence));

    private static List<string> Clauses(string sentence)
    {
        var clauses = new List<string>();
        var start = 0;
        foreach (Match next in NextClause.Matches(sentence))
        {
            // "…, and when?" says nothing of its own: it belongs to what is before it.
            var end = next.Index + next.Length;
            if (!Says(sentence[start..next.Index]) || !Says(sentence[end..])) continue;
            clauses.Add(Tidy(sentence[start..next.Index]));
            start = end;
        }

        clauses.Add(Tidy(sentence[start..]));
        return clauses;
    }

    // "the difference between mitosis and meiosis": what is said of both is looked for, of each.
    private static IReadOnlyList<string> Compared(string question)
    {
        var pair = Pair.Match(question);
        return pair.Success && Says(pair.Groups["first"].Value) && Says(pair.Groups["second"].Value)
            ? [Tidy(pair.Groups["first"].Value), Tidy(pair.Groups["second"].Value)]
            : [];
    }

    private static bool Says(string text) => TermScanner.Scan(text).Exists(term => term.IsContent);

    private static string Tidy(string text) => text.Trim().Trim(',', ';', ' ').TrimEnd('.', ':');

    [GeneratedRegex(@"(?<=[?？؟。！])\s*|(?<=[.!;])\s+(?=\p{Lu})|(?<=;)\s+")]
    private static partial Regex SentenceEnd { get; }

    [GeneratedRegex(@"[,;]?\s+(?:and|or|und|oder|sowie|et|ou|y|o|e)\s+(?:also\s+|auch\s+)?(?=(?:" + Asking + @")\b)", Options)]
    private static partial Regex NextClause { get; }

    [GeneratedRegex(
        @"\b(?:differ(?:ence|ences)? between|compare|contrast|unterschied(?:e)? zwischen|vergleiche?|différences? entre|diferencias? entre)\s+(?<first>.{2,80}?)\s+" +
        @"(?:and|with|to|und|mit|et|y)\s+(?<second>.{2,80}?)\s*[?.!]*$", Options)]
    private static partial Regex Pair { get; }
}
