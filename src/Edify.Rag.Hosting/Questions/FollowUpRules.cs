using System.Text.RegularExpressions;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Makes a follow-up stand for itself without a language model: it takes over what the question before it was about.</summary>
/// <remarks>
/// Of "and in grade 4?" after "What is the fee in grade 3?" only the grade is new; of "when is it due?" after "What is the late
/// fee?" only what "it" is, is old. Where neither can be put in place, the old terms stand beside the new ones: a search finds by
/// both, even if nobody would ask so.
/// </remarks>
internal static partial class FollowUpRules
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // A longer tail holds more than what a preposition leads in.
    private const int ShortTail = 4;

    /// <summary>The last of several questions, made to stand for itself; each before it may be a follow-up, too.</summary>
    /// <param name="question">The question.</param>
    /// <param name="before">Those before it in its conversation, oldest first.</param>
    public static string Resolve(string question, IEnumerable<string> before)
    {
        var previous = before.Aggregate(default(string), (standing, asked) => standing is null ? asked : Rewrite(asked, standing));
        return previous is null ? question : Rewrite(question, previous);
    }

    /// <summary>A question, made to stand for itself by the one before it, which does.</summary>
    public static string Rewrite(string question, string previous)
    {
        var rewritten = FollowUp.KindOf(question) switch
        {
            FollowUpKind.Reference => WithTopic(FollowUp.WithoutConnective(question), QuestionTopic.Of(previous)),
            FollowUpKind.Ellipsis => WithDifference(previous, FollowUp.WithoutConnective(question)),
            _ => question,
        };
        return rewritten.Length is > 0 and <= RetrievalQuery.MaxTextLength ? rewritten : question;
    }

    private static string WithTopic(string question, string topic)
    {
        if (topic.Length == 0) return question;
        if (English.Match(question) is not { Success: true } pronoun) return $"{WithoutMark(question)} ({topic})?";
        var isPossessive = pronoun.Groups["of"].Success;
        var replacement = !isPossessive ? topic : topic.EndsWith('s') ? topic + "'" : topic + "'s";
        return question.Remove(pronoun.Index, pronoun.Length).Insert(pronoun.Index, replacement);
    }

    private static string WithDifference(string previous, string rest)
    {
        var difference = WithoutMark(rest);
        if (difference.Length == 0) return previous;
        if (QuestionSlots.WithOtherNumbers(previous, difference) is { } numbered) return numbered;
        var standing = WithoutMark(previous);
        if (Preposition.Match(difference) is { Success: true } first)
        {
            var place = LastOf(standing, first.Value.TrimEnd());
            return place > 0 && TermScanner.Scan(standing[place..]).Count(t => t.IsContent) <= ShortTail
                ? $"{standing[..place]}{difference}?"
                : $"{standing} {difference}?";
        }

        return QuestionSlots.WithOtherName(standing, difference) is { } named ? named + "?" : $"{standing} – {difference}?";
    }

    private static int LastOf(string text, string word) =>
        Regex.Matches(text, $@"(?<!\w){Regex.Escape(word)}(?!\w)", Options).LastOrDefault()?.Index ?? -1;

    private static string WithoutMark(string text) => text.TrimEnd('?', '？', '؟', '.', '!', ' ');

    [GeneratedRegex(@"\b(?:it|they|them|he|him|she|this|that|these|those)\b|\b(?<of>its|their|his|her)\b", Options)]
    private static partial Regex English { get; }

    [GeneratedRegex(
        @"^(?:in|of|for|at|on|by|with|from|to|during|after|before|under|im|an|am|auf|aus|bei|beim|der|des|für|mit|nach|von|vom|vor|zum|zur|de|du|des|à|au|aux|dans|en|pour|chez|del|para|con|di|per)\s", Options)]
    private static partial Regex Preposition { get; }
}
