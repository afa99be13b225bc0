using System.Text.RegularExpressions;

namespace Edify.Rag.Shared.Language;

/// <summary>How questions for each kind of answer begin, in the languages that schools ask in most.</summary>
internal static partial class QuestionPatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    /// <summary>The kinds in the order they are tried: the closer before the wider.</summary>
    public static IReadOnlyList<(AnswerKind Kind, Regex Asks)> ByKind { get; } =
    [
        (AnswerKind.Duration, Duration), (AnswerKind.Amount, Amount), (AnswerKind.Quantity, Quantity), (AnswerKind.Hour, Hour), (AnswerKind.Year, Year),
        (AnswerKind.Date, Date), (AnswerKind.Colour, Colour), (AnswerKind.Person, Person), (AnswerKind.Place, Place),
        (AnswerKind.Amount, Cost), (AnswerKind.Designation, Designation),
    ];

    [GeneratedRegex(
        @"^how (?:long|quickly|fast|soon|much (?:extra |more )?time)\b|^how many (?:\w+ )?(?:seconds|minutes|hours|days|weeks" +
        @"|months|years)\b|\bwie lange\b|\bcombien de temps\b", Options)]
    private static partial Regex Duration { get; }

    [GeneratedRegex(@"^how much\b|\bcombien co[uû]te|\bwie viel kostet|\bwas kostet|\bcu[aá]nto cuesta|फीस|शुल्क|多少钱|いくら", Options)]
    private static partial Regex Amount { get; }

    [GeneratedRegex(@"^how (?:many|old|far|often|tall|big|high|deep|large)\b|\bwie viele\b|\bcombien de\b|\bcu[aá]nt[oa]s\b|कितन", Options)]
    private static partial Regex Quantity { get; }

    [GeneratedRegex(@"^(?:what|which)(?: is| are| was)?(?: the)? (?:\w+ )?(?:time|hours?|timings?)\b|\bquelle heure\b|\bwie viel uhr\b", Options)]
    private static partial Regex Hour { get; }

    [GeneratedRegex(@"^(?:what|which) years?\b(?! group)", Options)]
    private static partial Regex Year { get; }

    [GeneratedRegex(
        @"^when\b|^(?:what|which)(?: is| was)?(?: the)? (?:\w+ )?(?:day|date|month)s?\b|^what\b.*\bdeadline\b|\bwann\b|\bquand\b" +
        @"|\bcu[aá]ndo\b|कब|什么时候|いつ", Options)]
    private static partial Regex Date { get; }

    [GeneratedRegex(@"^(?:what|which)(?: is| are| was)?(?: the)? colou?rs?\b", Options)]
    private static partial Regex Colour { get; }

    [GeneratedRegex(@"^who(?:m|se)?\b|\bwer\b|\bqui\b|\bqui[eé]n\b|कौन|谁|誰", Options)]
    private static partial Regex Person { get; }

    [GeneratedRegex(@"^where\b|\bwo\b|\bd[oó]nde\b|कहाँ|कहां|哪里|どこ", Options)]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"^what\b.*\b(?:fees?|costs?|prices?|charges?|fine|penalty)\b", Options)]
    private static partial Regex Cost { get; }

    [GeneratedRegex(@"^(?:what|which)\b.{0,30}\b(?:word|term|name|symbol)s?\b|^what (?:is|are|do you|do we) (?:\w+ )?call(?:ed)?\b", Options)]
    private static partial Regex Designation { get; }

    /// <summary>What is wanted of something: the "salary" in "what is the salary of the cook".</summary>
    [GeneratedRegex(@"^what(?:'s|’s| is| are| was| were) the (?:[\w-]+ ){0,3}?(?<attribute>[\w-]+) (?:of|for)\b", Options)]
    public static partial Regex Attribute { get; }

    /// <summary>A question for what something is.</summary>
    [GeneratedRegex(@"^\W*(?:what(?:'s|’s| is| are| was| were)|define|was ist|qu'est-ce que|que es)\b", Options)]
    public static partial Regex Definition { get; }
}
