using System.Text.RegularExpressions;

namespace Edify.Rag.Hosting.Questions;

/// <summary>The words by which questions show what they want, in the languages that schools ask in most.</summary>
internal static partial class QuestionSigns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    // Courtesies and prepositions may come first: "In which year", "Please, how".
    private const string Lead = @"^(?:\W*\b(?:please|bitte|s'il vous pla[iî]t|por favor|in|on|at|for|from|to|of|with|by|under|through|up to|after|before|an|auf|aus|bei|bis|für|mit|nach|seit|um|unter|von|vor|zu|à|de|dans|pour|par|avec|en|con|para|desde|a|di|per)\b)*\W*";

    private const string Asking =
        "how|what|which|when|who|whom|whose|where|why|" +
        "wie|wieviel|was(?! (?:the|it|he|she|they|this|that|there|a|an|any|every)\\b)|wer|wen|wem|wessen|wann|wo|woher|wohin|womit|wofür|wozu|woran|worin|worüber|warum|weshalb|wieso|welche[rsnm]?|" +
        "qui|que|quoi|quel(?:le)?s?|quand|comment|pourquoi|combien|où|est-ce|qu['’]est-ce|" +
        "qué|quién(?:es)?|cuál(?:es)?|cuándo|cuánt[oa]s?|dónde|cómo|" +
        "quem|qual|quais|quando|quanto|onde|como|chi|che|cosa|quali|quale|dove|come|perché|" +
        "что|кто|когда|где|как|почему|сколько|какой|какая|какие";

    private const string Auxiliary =
        "is|are|was|were|do|does|did|can|could|may|must|shall|should|will|would|has|have|had|" +
        "ist|sind|war|waren|hat|haben|hatte|kann|können|darf|dürfen|muss|müssen|soll|sollen|wird|werden|gibt|gilt|" +
        "peut-on|puis-je|y a-t-il|est-il|est-elle|sont-ils|hay|puede|pueden|debo|esiste|posso|devo";

    /// <summary>It begins with a word that asks.</summary>
    [GeneratedRegex(Lead + "(?:" + Asking + @")(?:['’]\w+)?\b", Options)]
    public static partial Regex StartsAsking { get; }

    /// <summary>A word that asks, where scripts have no spaces or put it anywhere.</summary>
    [GeneratedRegex("क्या|कौन|कब|कहाँ|कहां|कितन|कैसे|क्यों|किस|什么|甚麼|谁|誰|哪|多少|几点|怎|为什么|何|いつ|どこ|なぜ|どう|いくら|ですか|ますか|吗|متى|أين|كيف|لماذا|كم|ماذا|هل", Options)]
    public static partial Regex AsksAnywhere { get; }

    /// <summary>It begins with a verb that yes or no answers, and has none of the words that ask.</summary>
    [GeneratedRegex(@"^\W*(?:" + Auxiliary + @")\b", Options)]
    public static partial Regex StartsWithVerb { get; }

    /// <summary>A verb of a whole sentence: words to find have none.</summary>
    [GeneratedRegex(@"\b(?:" + Auxiliary + @"|am|be|been|i|you|we|ich|wir|je|nous)\b", Options)]
    public static partial Regex HasVerb { get; }

    /// <summary>It sets things side by side.</summary>
    [GeneratedRegex(
        @"\bcompar(?:e|es|ed|ing|ison|isons)\b|\bcontrast\b|\bdiffer(?:s|ed|ence|ences|ent(?:ly)?)?\b.*\b(?:from|between|and|than|to)\b|\b(?:versus|vs)\b" +
        @"|\bpros and cons\b|\badvantages and disadvantages\b|\bsimilarit(?:y|ies)\b|\bin common\b|\bchang(?:e|ed|es)\b.*\bfrom\b.*\bto\b" +
        @"|\bvergleich\w*|\bunterschied\w*|\bunterscheide\w*|\bgegenüber\w*|\bvor- und nachteile\b|\bgemeinsamkeit\w*" +
        @"|\bdifférence\w*|\bcomparai\w*|\bcompar[ae]\w*|\bdiferencia\w*|\bdiferença\w*|\bdifferenz\w*|\bconfront[ao]\w*" +
        "|अंतर|तुलना|区别|比较|不同|違い|比較|сравн|различ|разниц|قارن|الفرق", Options)]
    public static partial Regex Compares { get; }

    /// <summary>It wants an explanation, a procedure or a list rather than one fact.</summary>
    [GeneratedRegex(
        @"^\W*(?:please |can you |could you |would you )*(?:explain|describe|discuss|summari[sz]e|analy[sz]e|outline|list(?! of\b)|enumerate|evaluate|justify|elaborate|give (?:me )?(?:an overview|a summary|reasons|all))\b" +
        @"|^\W*why\b|^\W*how (?:do|does|did|can|could|should|would|is|are|was|were|to)\b" +
        @"|^\W*(?:what|which) (?:are|were)\b.*\b(?:steps|rules|reasons|causes|effects|requirements|documents|types|kinds|uses|functions|properties|stages|phases|conditions|criteria|duties|responsibilities|advantages|disadvantages|consequences)\b" +
        @"|^\W*(?:bitte )?(?:erklär\w*|erläuter\w*|beschreib\w*|begründe\w*|fass\w*|zähl\w*|nenne\w*|liste\w*)\b" +
        @"|^\W*(?:warum|weshalb|wieso|wozu)\b|^\W*wie (?:funktionier\w*|entsteh\w*|läuft|geht|gehe|kann|können|soll|muss|wird|werden|beantrag\w*|mel\w*|bekomm\w*)\b" +
        @"|^\W*(?:expliqu\w*|décri\w*|pourquoi|comment|explica\w*|describ(?:a|e|ir)|enumera\w*|por qu[eé]|cómo|spieg\w*|descriv\w*|perché)\b" +
        "|समझा|क्यों|कैसे|为什么|怎么|如何|解释|说明|なぜ|どうして|どのように|説明|почему|объясни|لماذا|اشرح|كيف", Options)]
    public static partial Regex Explains { get; }

    /// <summary>It asks for a measure that the words for amounts, dates and places do not cover.</summary>
    [GeneratedRegex(
        @"^\W*wie (?:hoch|alt|oft|weit|groß|schwer|tief|schnell|spät|teuer|heißt|heißen|lautet)\b|\bwelche[rsmn]? (?:tag|datum|uhrzeit|jahr|farbe|raum|nummer)\b" +
        @"|^\W*was kostet\b|\bquel(?:le)? (?:âge|date|jour|année|couleur|numéro|est le prix)\b|\bqu[eé] (?:día|fecha|hora|año|color)\b", Options)]
    public static partial Regex Measures { get; }

    /// <summary>Marks that end a question.</summary>
    [GeneratedRegex("[?？؟]")]
    public static partial Regex Mark { get; }
}
