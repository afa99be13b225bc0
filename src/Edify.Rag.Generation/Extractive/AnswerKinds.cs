using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Kinds of things a question may want to know.</summary>
internal enum AnswerKind
{
    /// <summary>Anything else.</summary>
    Any,

    /// <summary>A sum of money.</summary>
    Amount,

    /// <summary>A number of something.</summary>
    Quantity,

    /// <summary>A time, day or date.</summary>
    Time,

    /// <summary>A person.</summary>
    Person,

    /// <summary>A place.</summary>
    Place,

    /// <summary>What something is.</summary>
    Definition,
}

/// <summary>Tells what kind of answer a question wants and whether a sentence holds one.</summary>
internal static partial class AnswerKinds
{
    // What names the kind and not the subject: a fee need not be called "cost" to answer what something costs.
    private static readonly FrozenDictionary<AnswerKind, FrozenSet<string>> Parts = new Dictionary<AnswerKind, string>
    {
        [AnswerKind.Amount] = "much money amount",
        [AnswerKind.Quantity] = "number total count long old far often tall big take last",
        [AnswerKind.Time] = "time date day hour",
        [AnswerKind.Person] = "person name",
        [AnswerKind.Place] = "place location locate",
        [AnswerKind.Definition] = "definition",
    }.ToFrozenDictionary(p => p.Key, p => p.Value.Split(' ').Select(w => Synonyms.Canonical(EnglishStemmer.Stem(w))).ToFrozenSet());

    /// <summary>What a question wants.</summary>
    public static AnswerKind Of(IReadOnlyList<Term> terms, string question)
    {
        if (AsksAmount.IsMatch(question)) return AnswerKind.Amount;
        if (AsksQuantity.IsMatch(question)) return AnswerKind.Quantity;
        if (AsksTime.IsMatch(question)) return AnswerKind.Time;
        if (AsksPerson.IsMatch(question)) return AnswerKind.Person;
        if (AsksPlace.IsMatch(question)) return AnswerKind.Place;
        if (AsksCost.IsMatch(question)) return AnswerKind.Amount;
        var isShort = terms.Count(t => t.IsContent) <= 2;
        return isShort && AsksDefinition.IsMatch(question) ? AnswerKind.Definition : AnswerKind.Any;
    }

    /// <summary>Whether a stem only says what kind of answer is wanted.</summary>
    public static bool IsPartOf(AnswerKind kind, string stem) => Parts.TryGetValue(kind, out var stems) && stems.Contains(stem);

    /// <summary>Whether a sentence holds an answer of a kind; <see langword="null"/> when words alone do not tell.</summary>
    public static bool? IsIn(Evidence evidence, AnswerKind kind) => kind switch
    {
        AnswerKind.Amount => Amount.IsMatch(evidence.Text),
        AnswerKind.Quantity => Quantity.IsMatch(evidence.Text),
        AnswerKind.Time => Time.IsMatch(evidence.Text),
        AnswerKind.Person => Titled.IsMatch(evidence.Text) || evidence.Terms.Skip(1).Any(t => t.IsCapitalized) ? true : null,
        AnswerKind.Place => Place.IsMatch(evidence.Text) ? true : null,
        AnswerKind.Definition => Definition.IsMatch(evidence.Text) ? true : null,
        _ => null,
    };

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\bhow much\b|\bcombien co[uû]te|\bwie viel kostet|\bwas kostet|\bcu[aá]nto cuesta|फीस|शुल्क|多少钱|いくら", Options)]
    private static partial Regex AsksAmount { get; }

    [GeneratedRegex(@"^\W*what\b.*\b(?:fees?|costs?|prices?|charges?|fine|penalty)\b", Options | RegexOptions.Singleline)]
    private static partial Regex AsksCost { get; }

    [GeneratedRegex(@"\bhow (?:many|long|old|far|often|tall|big)\b|\bwie viele\b|\bcombien de\b|\bcu[aá]nt[oa]s\b|कितन", Options)]
    private static partial Regex AsksQuantity { get; }

    [GeneratedRegex(@"\bwhen\b|\b(?:what|which) (?:time|day|date|month|year)s?\b|\bdeadline\b|\bhours\b|\btimings?\b|\bwann\b|\bquand\b|\bcu[aá]ndo\b|कब|什么时候|いつ", Options)]
    private static partial Regex AsksTime { get; }

    [GeneratedRegex(@"\bwho(?:m|se)?\b|\bwer\b|\bqui\b|\bqui[eé]n\b|कौन|谁|誰", Options)]
    private static partial Regex AsksPerson { get; }

    [GeneratedRegex(@"\bwhere\b|\bwo\b|\bd[oó]nde\b|कहाँ|कहां|哪里|どこ", Options)]
    private static partial Regex AsksPlace { get; }

    [GeneratedRegex(@"^\W*(?:what(?:'s| is| are| was| were)|define|was ist|qu'est-ce que|que es)\b", Options)]
    private static partial Regex AsksDefinition { get; }

    [GeneratedRegex(@"\d|\b(?:free|no (?:fee|charge|cost)|nothing)\b|kostenlos|gratuit|gratis|[一二三四五六七八九十百千万]|मुफ्त|(?:सौ|हज़ार|हजार)", Options)]
    private static partial Regex Amount { get; }

    [GeneratedRegex(@"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|once|twice|none|all|daily|weekly|monthly|half|dozen|hundred|thousand|eine?|zwei|drei|deux|trois|dos|tres|एक|दो|तीन|चार|पाँच)\b|[一二三四五六七八九十百]", Options)]
    private static partial Regex Quantity { get; }

    [GeneratedRegex(@"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:noon|midnight|morning|afternoon|evening|daily|weekly|monthly|yearly|annually|today|tomorrow|every (?:day|week|month|year)|weekends?|week|month|term)\b|\buhr\b|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|बजे|点|時", Options)]
    private static partial Regex Time { get; }

    [GeneratedRegex(@"\b(?:mr|mrs|ms|dr|prof|sir|teacher|principal|office|officer|coordinator|parents?|king|queen|president)\b", Options)]
    private static partial Regex Titled { get; }

    [GeneratedRegex(@"\b(?:in|at|on|near|behind|beside|opposite|next to|from|to|room|floor|gate|building|block|hall)\b", Options)]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"^\W*\w+(?:\W+\w+){0,3}\W+(?:is|are|was|were|means?|refers?)\b", Options)]
    private static partial Regex Definition { get; }
}
