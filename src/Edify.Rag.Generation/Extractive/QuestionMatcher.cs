using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Tells how well evidence, and what stands around it, holds the terms of a question.</summary>
internal sealed class QuestionMatcher
{
    // How much a term counts beside one in the evidence itself: the farther from it, the less it says about it.
    private const double HeaderShare = 0.95;
    private const double ContextShare = 0.85;
    private const double AntecedentShare = 0.85;
    private const double PreviousShare = 0.5;
    private const double PassageShare = 0.35;

    // A likely misspelling or other form; names below this length are too alike for it.
    private const double FuzzyShare = 0.85;
    private const int ShortestFuzzyName = 5;

    private readonly AskedQuestion _question;
    private readonly HashSet<string> _fuzzy;
    private readonly Dictionary<int, HashSet<string>> _passages;
    private readonly Dictionary<string, HashSet<string>> _namesOfDocuments;
    private readonly Dictionary<int, Dictionary<string, double>> _around;

    public QuestionMatcher(AskedQuestion question, IReadOnlyList<Evidence> evidence)
    {
        _question = question;
        Counts = [.. question.Terms.Select(term => evidence.Count(e => IsIn(e, term)))];
        _fuzzy = [.. question.Terms.Where((term, i) => Counts[i] == 0 && (term.Length >= ShortestFuzzyName || !question.Names.Contains(term)))];
        _passages = evidence.GroupBy(e => e.Passage).ToDictionary(g => g.Key, StemsOf);

        var passages = evidence.DistinctBy(e => e.Passage).ToList();
        _namesOfDocuments = passages.GroupBy(e => e.Source.Chunk.Name).ToDictionary(g => g.Key, NamesIn, StringComparer.Ordinal);
        _around = passages.ToDictionary(e => e.Passage, e => question.Terms.ToDictionary(t => t, t => Around(e, t), StringComparer.Ordinal));
    }

    /// <summary>How many pieces of evidence hold each term of the question.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>How well a term is covered by the evidence or by what stands around it, 0 to 1.</summary>
    public double Match(Evidence evidence, string term)
    {
        var near = Near(evidence, term);
        return near > 0 ? near : _around[evidence.Passage][term];
    }

    /// <summary>What a term counts that stands in the evidence, in what heads it, or in the sentence before, 0 to 1.</summary>
    public double Near(Evidence evidence, string term)
    {
        var own = Share(evidence.Stems, term);
        if (own == 1 || _question.Numbers.Any(n => n.Value == term && n.IsNamedIn(evidence.ReadTerms))) return 1;

        var context = Math.Max(HeaderShare * Share(evidence.HeaderStems, term), ContextShare * Share(evidence.ContextStems, term));
        return Math.Max(own, Math.Max(context, Before(evidence, term)));
    }

    /// <summary>Whether the evidence's document holds all names of the question.</summary>
    public bool HoldsNames(Evidence evidence) => _question.Names.All(_namesOfDocuments[evidence.Source.Chunk.Name].Contains);

    private static bool IsIn(Evidence evidence, string term) =>
        evidence.Stems.Contains(term) || evidence.HeaderStems.Contains(term) || evidence.ContextStems.Contains(term);

    private static HashSet<string> StemsOf(IEnumerable<Evidence> evidence) =>
        [.. evidence.SelectMany(e => e.Stems.Concat(e.HeaderStems).Concat(e.ContextStems))];

    private HashSet<string> NamesIn(IEnumerable<Evidence> passages) =>
        [.. _question.Names.Where(name => passages.Any(e => Share(_passages[e.Passage], name) > 0))];

    private double Before(Evidence evidence, string term)
    {
        if (evidence.Previous is not { } previous) return 0;
        return (evidence.StartsWithPronoun ? AntecedentShare : PreviousShare) * Share(previous.Stems, term);
    }

    // What a term counts that stands elsewhere in the passage or, for a name, elsewhere in the document.
    private double Around(Evidence evidence, string term)
    {
        if (Share(_passages[evidence.Passage], term) is > 0 and var share) return PassageShare * share;
        return _namesOfDocuments[evidence.Source.Chunk.Name].Contains(term) ? PassageShare : 0;
    }

    private double Share(HashSet<string> stems, string wanted)
    {
        if (stems.Contains(wanted)) return 1;
        return _fuzzy.Contains(wanted) && stems.Any(s => Similarity.IsAlike(s, wanted)) ? FuzzyShare : 0;
    }
}
