using Edify.Rag.Generation.Text;

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

    /// <summary>What kind of thing it wants to know.</summary>
    public AnswerKind Kind { get; }

    public static AskedQuestion Read(string question)
    {
        var scanned = TermScanner.Scan(question);
        var content = scanned.Where(t => t.IsContent).ToList();
        var kind = AnswerKinds.Of(scanned, question);
        var terms = content.Where(t => !AnswerKinds.IsPartOf(kind, t.Stem)).Select(t => t.Stem).Distinct().ToList();
        if (terms.Count == 0) terms = [.. content.Select(t => t.Stem).Distinct()];
        return new(terms, NamesIn(content, scanned), NumbersIn(scanned), kind);
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
            if (scanned[i].Kind != TermKind.Number) continue;
            var noun = i > 0 && scanned[i - 1].Kind == TermKind.Word ? scanned[i - 1].Stem
                : i + 1 < scanned.Count && scanned[i + 1].Kind == TermKind.Word ? scanned[i + 1].Stem
                : null;
            numbers.Add(new(scanned[i].Stem, noun));
        }

        return numbers;
    }
}
