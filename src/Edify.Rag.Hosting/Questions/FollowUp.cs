using System.Text.RegularExpressions;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Tells by its words whether a question needs the one before it to be understood.</summary>
internal static partial class FollowUp
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // What a longer question refers to, it most likely names.
    private const int FewWords = 5;

    /// <summary>What a question leaves to the one before it.</summary>
    public static FollowUpKind KindOf(string question)
    {
        if (Connective.IsMatch(question))
        {
            var rest = WithoutConnective(question);
            return !QuestionClassifier.Asks(QuestionSigns.Mark.Replace(rest, string.Empty)) ? FollowUpKind.Ellipsis
                : Refers(rest) || ContentOf(rest) < 2 ? FollowUpKind.Reference
                : FollowUpKind.None;
        }

        if (IsFragment(question)) return FollowUpKind.Ellipsis;
        return Refers(question) || ContentOf(question) == 0 ? FollowUpKind.Reference : FollowUpKind.None;
    }

    /// <summary>Whether a question has a pronoun for something that it does not name itself.</summary>
    public static bool Refers(string question) =>
        Pronoun.Match(question) is { Success: true } pronoun && ContentOf(question) <= FewWords &&
        ContentOf(question[..pronoun.Index]) <= 1 && !Expletive.IsMatch(question);

    /// <summary>Whether a question is so short that a language model may see more in the conversation than rules do.</summary>
    public static bool MayNeedContext(string question) => KindOf(question) != FollowUpKind.None || Pronoun.IsMatch(question) || ContentOf(question) < 3;

    /// <summary>A question without the "and" or "what about" that joins it to the one before it.</summary>
    public static string WithoutConnective(string question) => Connective.Replace(question, string.Empty).Trim();

    // "In grade 4?": a question by its mark alone.
    private static bool IsFragment(string question) =>
        QuestionSigns.Mark.IsMatch(question) && ContentOf(question) is > 0 and <= FewWords && !QuestionSigns.HasVerb.IsMatch(question) &&
        !QuestionClassifier.Asks(QuestionSigns.Mark.Replace(question, string.Empty));

    private static int ContentOf(string text) => TermScanner.Scan(text).Count(term => term.IsContent);

    /// <summary>What joins a question to the one before it.</summary>
    [GeneratedRegex(
        @"^\W*(?:(?:and |but |or |so )?(?:what|how) about\b|(?:and|but|or|so|also|then)\b(?!\w)|(?:und |aber )?(?:wie (?:sieht|ist|steht) es (?:mit|bei|in|für)|was ist mit)\b|(?:und|aber|oder|auch)\b" +
        @"|(?:et|mais|ou)\b(?! est)|[¿\s]*(?:y|pero)\b|(?:e|ma)\b(?=\s+(?:per|in|il|la|le|i|gli)\b)|और\s|那(?:么)?)[\s,:]*", Options)]
    private static partial Regex Connective { get; }

    /// <summary>Words that stand for something named before.</summary>
    [GeneratedRegex(
        @"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers)\b" +
        @"|\b(?:this|that|these|those)\b(?=\s*(?:$|[?.!,]|(?:is|are|was|were|do|does|did|mean|means|work|works|happen|happens|cost|costs|apply|applies|change|start|end|begin|last)\b))" +
        @"|\b(?:er|sie|ihn|ihm|ihre[nmrs]?|seine[nmrs]?|davon|dafür|damit|daran|darüber|dazu|darin|dort|dabei)\b|\b(?:ist|sind|kostet|gilt|bedeutet|heißt|geht|war|dauert|funktioniert) (?:es|das|dies|diese[rs]?)\b" +
        @"|\b(?:il|elle|ils|elles|celui-ci|celle-ci|cela|ça)\b(?!\s+y a)|\b(?:él|ella|ellos|ellas|eso|esto)\b|\b(?:lui|lei|loro|esso|essa|ciò)\b" +
        "|(?<!\\p{L})(?:वह|वे|उस|उसका|उसकी|उसके|उनका|इसका|इसकी|इसके)(?!\\p{L}|\\p{M})|它|他们|她|他(?!们)|那个|这个|それ|これ|彼", Options)]
    public static partial Regex Pronoun { get; }

    /// <summary>Pronouns that stand for nothing.</summary>
    [GeneratedRegex(
        @"\b(?:is|was) it (?:called|possible|allowed|necessary|true|said|raining|permitted|compulsory|mandatory)\b|\bdoes it (?:mean|take) (?:to|when|if|that)\b|\bit (?:is|was) (?:called|possible|that)\b" +
        @"|\bgibt es\b|\bquelle heure\b|\best-il (?:possible|permis|nécessaire)\b", Options)]
    private static partial Regex Expletive { get; }
}

/// <summary>What a question leaves to the one before it.</summary>
internal enum FollowUpKind
{
    /// <summary>It stands for itself.</summary>
    None,

    /// <summary>A pronoun, or a bare "when?", stands for what it is about.</summary>
    Reference,

    /// <summary>It says only what is different: "and in grade 4?".</summary>
    Ellipsis,
}
