using System.Text.RegularExpressions;

namespace Edify.Rag.Generation.Extractive;

/// <summary>How answers of each kind look.</summary>
internal static partial class AnswerPatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string NumberWord =
        "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|" +
        "hundred|thousand|half|eine?|zwei|drei|deux|trois|dos|tres|एक|दो|तीन|चार|पाँच";

    [GeneratedRegex(
        @"(?:\brs\.?|\binr|₹|\$|€|£)\s*\d|\d\s*(?:rupees?|dollars?|euros?|cents?|paise|रुपये|元|円|ルピー)|\b(?:free of charge" +
        @"|no (?:fee|charge|cost))\b", Options)]
    public static partial Regex Money { get; }

    [GeneratedRegex(@"\d|\b(?:free|nothing)\b|kostenlos|gratuit|gratis|[一二三四五六七八九十百千万]|मुफ्त|(?:सौ|हज़ार|हजार)", Options)]
    public static partial Regex Amount { get; }

    [GeneratedRegex(@"\d|\b(?:" + NumberWord + @"|once|twice|none|all|daily|weekly|monthly|dozen)\b|[一二三四五六七八九十百]", Options)]
    public static partial Regex Quantity { get; }

    [GeneratedRegex(
        @"(?:\d|\b(?:" + NumberWord + @"|an?))[\s-]*(?:\w{1,20}\s+)?(?:seconds?|minutes?|min|hours?|h|days?|weeks?|months?" +
        @"|years?|terms?|minuten|stunden|tage|wochen|jahre|heures?|jours|ans|mm|cm|m|km|met(?:re|er)s?|kilomet(?:re|er)s?)\b", Options)]
    public static partial Regex Duration { get; }

    [GeneratedRegex(
        @"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|may|june|july|august|september" +
        @"|october|november|december)\b|\d{4}-\d\d-\d\d|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|\b1\d{3}\b|\b20\d\d\b", Options)]
    public static partial Regex Date { get; }

    [GeneratedRegex(@"\b1\d{3}\b|\b20\d\d\b|\b\d+ (?:BCE?|CE|AD)\b", Options)]
    public static partial Regex Year { get; }

    [GeneratedRegex(@"\b\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\b(?:noon|midnight|o'clock|o’clock)\b|\bheures?\b|\buhr\b|बजे|[点時]", Options)]
    public static partial Regex Hour { get; }

    [GeneratedRegex(
        @"\d|\b(?:" + NumberWord + @"|morning|afternoon|evening|daily|weekly|monthly|yearly|annually|today|tomorrow|every (?:day" +
        @"|week|month|year)|weekends?|week|month|term|noon|midnight)\b|\buhr\b|बजे|点|時", Options)]
    public static partial Regex Time { get; }

    [GeneratedRegex(
        @"\b(?:colou?rless|red|orange|yellow|green|blue|indigo|violet|purple|pink|magenta|brown|black|white|gr[ae]y|gold|golden" +
        @"|silver|turquoise|beige|rot|gelb|grün|blau|rouge|jaune|vert|bleu|rojo|verde|azul|लाल|नीला|हरा|पीला)\b", Options)]
    public static partial Regex Colour { get; }

    [GeneratedRegex(@"\b(?:mr|mrs|ms|dr|prof|sir|teacher|principal|office|officer|coordinator|head|parents?|king|queen|president)\b", Options)]
    public static partial Regex Titled { get; }

    [GeneratedRegex(@"\b(?:in|at|on|near|behind|beside|opposite|next to|from|to|room|floor|gate|building|block|hall)\b", Options)]
    public static partial Regex Place { get; }

    [GeneratedRegex(@"\b(?:called|known as|named|means|stands for)\b", Options)]
    public static partial Regex Designation { get; }

    [GeneratedRegex(@"^\W*\w+(?:\W+\w+){0,3}\W+(?:is|are|was|were|means?|refers?)\b|\bcalled\b", Options)]
    public static partial Regex Definition { get; }
}
