using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Tells how well evidence answers a question.</summary>
/// <remarks>
/// Coverage of the question's terms, weighted by how rare they are (Robertson and Spärck Jones, 1976), with smaller shares
/// for the kind of answer, the nearness of the terms and the passage's rank.
/// </remarks>
internal sealed class EvidenceScorer
{
    private const double HeaderShare = 0.95;
    private const double ContextShare = 0.85;
    private const double FuzzyShare = 0.85;
    private const double PreviousShare = 0.5;
    private const double AntecedentShare = 0.85;
    private const double PassageShare = 0.35;
    private const double LightWeight = 0.35;
    private const int ShortestFuzzyName = 5;

    private readonly AskedQuestion _question;
    private readonly double[] _weights;
    private readonly HashSet<string> _fuzzy;
    private readonly Dictionary<int, HashSet<string>> _passages;
    private readonly Dictionary<int, HashSet<string>> _sections;
    private readonly ILookup<string, HashSet<string>> _documents;
    private readonly Dictionary<int, Dictionary<string, double>> _around;

    public EvidenceScorer(AskedQuestion question, IReadOnlyList<Evidence> evidence)
    {
        _question = question;
        _passages = evidence.GroupBy(e => e.Passage).ToDictionary(g => g.Key, g => g.SelectMany(e => e.Stems.Concat(e.HeaderStems).Concat(e.ContextStems)).ToHashSet());
        _sections = evidence.DistinctBy(e => e.Passage).ToDictionary(e => e.Passage, e => TermScanner.ContentStems(e.Source.Headings().LastOrDefault("")));
        _documents = evidence.DistinctBy(e => e.Passage).ToLookup(e => e.Source.Chunk.Name, e => _passages[e.Passage]);
        var counts = question.Terms.Select(term => evidence.Count(e => e.Stems.Contains(term) || e.HeaderStems.Contains(term) || e.ContextStems.Contains(term))).ToArray();
        _fuzzy = [.. question.Terms.Where((term, i) => counts[i] == 0 && (term.Length >= ShortestFuzzyName || !question.Names.Contains(term)))];
        _around = evidence.DistinctBy(e => e.Passage).ToDictionary(e => e.Passage, e => question.Terms.ToDictionary(t => t, t => Around(e, t)));
        _weights = [.. question.Terms.Select((term, i) => Rarity(counts[i], evidence.Count) * (IsLight(term, counts[i]) ? LightWeight : 1))];
        var sum = _weights.Sum();
        if (sum > 0) _weights = [.. _weights.Select(w => w / sum)];
    }

    /// <summary>Scores one piece of evidence.</summary>
    public Scored Score(Evidence evidence)
    {
        var matches = _question.Terms.Select(term => Match(evidence, term)).ToArray();
        var coverage = matches.Select((match, i) => match * _weights[i]).Sum();
        var fit = AnswerKinds.FitOf(evidence, _question.Kind);
        var confidence = coverage * (fit == AnswerFit.None ? 0.75 : 1) * (IsAboutAnother(evidence) ? 0.6 : 1);
        var score = confidence
            + (coverage * fit switch { AnswerFit.Sure => 0.12, AnswerFit.Likely => 0.06, _ => 0 })
            + (coverage * evidence.Role switch { ExerciseRole.Result => 0.25, ExerciseRole.Problem => -0.25, _ => 0 })
            + (0.10 * coverage * Nearness(evidence))
            + (0.10 * coverage * Topicality(evidence))
            + (0.08 / evidence.Passage)
            - (0.10 * Math.Clamp((evidence.Terms.Count - 40) / 60.0, 0, 1));
        return new(evidence, score, NamesWhatIsAsked(evidence) && !IsEcho(evidence) ? confidence : 0, matches) { Fit = fit };
    }

    private static double Rarity(int count, int of) => Math.Log(1 + ((of - Math.Max(count, 1) + 0.5) / (Math.Max(count, 1) + 0.5)));

    private double Match(Evidence evidence, string term)
    {
        var near = Near(evidence, term);
        return near > 0 ? near : _around[evidence.Passage][term];
    }

    // What a term counts that stands in the evidence, in what heads it, or in the sentence before.
    private double Near(Evidence evidence, string term)
    {
        var own = Share(evidence.Stems, term);
        if (own == 1 || _question.Numbers.Any(n => n.Value == term && n.IsNamedIn(evidence.ReadTerms))) return 1;
        var context = Math.Max(HeaderShare * Share(evidence.HeaderStems, term), ContextShare * Share(evidence.ContextStems, term));
        var previous = evidence.Previous is { } before ? (evidence.StartsWithPronoun ? AntecedentShare : PreviousShare) * Share(before.Stems, term) : 0;
        return Math.Max(own, Math.Max(context, previous));
    }

    // What a term counts that stands elsewhere in the passage or, for a name, elsewhere in the document.
    private double Around(Evidence evidence, string term)
    {
        if (Share(_passages[evidence.Passage], term) is > 0 and var share) return PassageShare * share;
        return _question.Names.Contains(term) && IsInDocument(evidence, term) ? PassageShare : 0;
    }

    private bool IsInDocument(Evidence evidence, string name) => _documents[evidence.Source.Chunk.Name].Any(stems => Share(stems, name) > 0);

    private double Share(HashSet<string> stems, string wanted)
    {
        if (stems.Contains(wanted)) return 1;
        return _fuzzy.Contains(wanted) && stems.Any(s => Similarity.IsAlike(s, wanted)) ? FuzzyShare : 0;
    }

    private bool NamesWhatIsAsked(Evidence evidence) =>
        (_question.Attribute is not { } attribute || Near(evidence, attribute) > 0) &&
        _question.Names.All(name => IsInDocument(evidence, name)) &&
        _question.Numbers.All(number =>
            number.IsNamedIn(evidence.ReadTerms) || number.IsNamedIn(evidence.ContextTerms) ||
            (evidence.Previous is { } previous && number.IsNamedIn(previous.Terms)));

    // An answer need not repeat what it is one of: the liver need not be called an organ. But if nothing is, none is meant.
    private bool IsLight(string term, int count) => LightWords.Contains(term) || (term == _question.Class && count > 0);

    // The document names it, but not where the evidence stands; unless a number says which entry is meant.
    private bool IsAboutAnother(Evidence evidence) =>
        _question.Names.Any(name => Near(evidence, name) == 0 && !_question.Numbers.Any(n => n.Noun != name && n.IsNamedIn(evidence.ReadTerms)));

    // What says nothing that the question does not say.
    private bool IsEcho(Evidence evidence) => !_question.IsYesOrNo && evidence.ReadTerms.All(t => !t.IsContent || _question.Terms.Contains(t.Stem));

    // The share of the question that the closest heading names: a section on late fees tells more of them than one that mentions them.
    private double Topicality(Evidence evidence) => _question.Terms.Select((term, i) => _sections[evidence.Passage].Contains(term) ? _weights[i] : 0).Sum();

    // The share of wanted terms among those from the first to the last of them.
    private double Nearness(Evidence evidence)
    {
        var (first, last, hits) = (-1, -1, 0);
        for (var i = 0; i < evidence.Terms.Count; i++)
        {
            if (!_question.Terms.Contains(evidence.Terms[i].Stem)) continue;
            if (first < 0) first = i;
            last = i;
            hits++;
        }

        return hits < 2 ? 0 : (double)hits / (last - first + 1);
    }
}

/// <summary>Evidence with its score.</summary>
/// <param name="Evidence">The evidence.</param>
/// <param name="Score">For ranking; higher is better.</param>
/// <param name="Confidence">How much of the question it answers, 0 to 1; 0 when it is about something else.</param>
/// <param name="Matches">How well it covers each term of the question, 0 to 1.</param>
internal sealed record Scored(Evidence Evidence, double Score, double Confidence, IReadOnlyList<double> Matches)
{
    /// <summary>Whether it holds an answer of the kind that is asked for.</summary>
    public AnswerFit Fit { get; init; }
}
