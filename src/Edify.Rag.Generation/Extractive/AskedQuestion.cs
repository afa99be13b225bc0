using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>What a question asks for.</summary>
internal sealed class AskedQuestion
{
    private AskedQuestion(IReadOnlyList<string> terms, IReadOnlyList<string> names, IReadOnlyList<RequiredNumber> numbers, AnswerKind kind) =>
        (Terms, Names, Numbers, Kind) = (terms, names, numbers, kind);

    /// <summary>The stems that say what it is about, each once.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The stems of names: evidence about another person or place is none.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The numbers it names.</summary>
    public IReadOnlyList<RequiredNumber> Numbers { get; }

    /// <summary>
    /// What the answer is one of, such as "organ" in "which organ"; <see langword="null"/> when the question does not tell.
    /// An answer need not repeat it.
    /// </summary>
    public string? Class { get; private init; }

    /// <summary>
    /// What it wants to know of something, such as "capital" in "the capital of France"; <see langword="null"/> when it does
    /// not tell.
    /// </summary>
    public string? Attribute { get; private init; }

    /// <summary>Whether yes or no answers it, so that its own words may be the answer.</summary>
    public bool IsYesOrNo { get; private init; }

    /// <summary>What kind of thing it wants to know.</summary>
    public AnswerKind Kind { get; }

    public static AskedQuestion Read(string question)
    {
        var scanned = TermScanner.Scan(question);
        var content = scanned.Where(t => t.IsContent).ToList();
        var kind = AnswerKinds.Of(scanned, question);
        var terms = content.Where(t => !AnswerKinds.IsPartOf(kind, t.Stem)).Select(t => t.Stem).Distinct().ToList();
        if (terms.Count == 0) terms = [.. content.Select(t => t.Stem).Distinct()];
        var names = NamesIn(content, scanned).Where(n => !AnswerKinds.IsPartOf(kind, n)).ToList();
        var asked = QuestionWords.From(question);
        return new(terms, names, NumbersIn(scanned), kind)
        {
            Class = ClassIn(scanned),
            Attribute = AttributeIn(QuestionPatterns.Attribute.Match(asked).Groups["attribute"].Value, terms),
            IsYesOrNo = asked.Length == 0,
        };
    }

    // A capital within a sentence marks a name, unless the question is written In Title Case.
    private static List<string> NamesIn(List<Term> content, List<Term> scanned)
    {
        var inner = content.Where(t => t != scanned[0]).ToList();
        var isTitleCase = inner.Count >= 3 && inner.All(t => t.IsCapitalized || t.Kind == TermKind.Number);
        return isTitleCase ? [] : [.. inner.Where(t => t.IsCapitalized).Select(t => t.Stem).Distinct()];
    }

    private static List<RequiredNumber> NumbersIn(List<Term> scanned)
    {
        var numbers = new List<RequiredNumber>();
        for (var i = 0; i < scanned.Count; i++)
        {
            if (scanned[i].Kind != TermKind.Number && !IsLetter(scanned, i)) continue;
            var noun = i > 0 && scanned[i - 1].Kind == TermKind.Word ? scanned[i - 1].Stem
                : i + 1 < scanned.Count && scanned[i + 1].Kind == TermKind.Word ? scanned[i + 1].Stem
                : null;
            numbers.Add(new(scanned[i].Stem, noun));
        }

        return numbers;
    }

    private static string? ClassIn(List<Term> scanned)
    {
        var asks = scanned.FindIndex(t => t.Stem is "which" or "what");
        return asks >= 0 && asks + 1 < scanned.Count && scanned[asks + 1] is { Kind: TermKind.Word } term ? term.Stem : null;
    }

    private static string? AttributeIn(string word, List<string> terms) =>
        TermScanner.Scan(word) is [var term] && terms.Contains(term.Stem) && !LightWords.Contains(term.Stem) ? term.Stem : null;

    // The letter of "zone A" or "block C"; a lone capital elsewhere begins a sentence.
    private static bool IsLetter(List<Term> scanned, int i) =>
        i > 0 && scanned[i - 1].Kind == TermKind.Word &&
        scanned[i] is { Length: 1, IsCapitalized: true } letter && char.IsAsciiLetter(letter.Stem[0]);
}
