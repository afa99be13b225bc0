using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Tells how well evidence answers a question.</summary>
/// <remarks>
/// Coverage of the question's terms, weighted by how rare they are (Robertson and Spärck Jones, 1976), with smaller shares
/// for the kind of answer, the nearness of the terms and the passage's rank.
/// </remarks>
internal sealed class EvidenceScorer
{
    private const double ContextShare = 0.85;
    private const double FuzzyShare = 0.85;
    private const double PreviousShare = 0.5;
    private const double AntecedentShare = 0.85;
    private const int ShortestFuzzyName = 5;

    private readonly AskedQuestion _question;
    private readonly double[] _weights;
    private readonly HashSet<string> _fuzzy;

    public EvidenceScorer(AskedQuestion question, IReadOnlyList<Evidence> evidence)
    {
        _question = question;
        var stems = evidence.Select(e => e.Terms.Concat(e.ContextTerms).Select(t => t.Stem).ToHashSet()).ToArray();
        var counts = question.Terms.Select(term => stems.Count(s => s.Contains(term))).ToArray();
        _fuzzy = [.. question.Terms.Where((term, i) => counts[i] == 0 && (term.Length >= ShortestFuzzyName || !question.Names.Contains(term)))];
        _weights = [.. counts.Select(count => Math.Log(1 + ((stems.Length - Math.Max(count, 1) + 0.5) / (Math.Max(count, 1) + 0.5))))];
        var sum = _weights.Sum();
        if (sum > 0) _weights = [.. _weights.Select(w => w / sum)];
    }

    /// <summary>Scores one piece of evidence.</summary>
    public Scored Score(Evidence evidence)
    {
        var matches = _question.Terms.Select(term => Match(evidence, term)).ToArray();
        var coverage = matches.Select((match, i) => match * _weights[i]).Sum();
        var holdsKind = AnswerKinds.IsIn(evidence, _question.Kind);
        var confidence = coverage * (holdsKind == false ? 0.75 : 1);
        var score = confidence
            + (0.12 * coverage * (holdsKind == true ? 1 : 0))
            + (0.10 * coverage * Nearness(evidence))
            + (0.08 / evidence.Passage)
            - (0.10 * Math.Clamp((evidence.Terms.Count - 40) / 60.0, 0, 1));
        return new(evidence, score, NamesWhatIsAsked(evidence) ? confidence : 0, matches);
    }

    private double Match(Evidence evidence, string term)
    {
        var own = Share(evidence.Terms, term);
        if (own == 1) return 1;
        var context = ContextShare * Share(evidence.ContextTerms, term);
        var previous = evidence.Previous is { } before ? (evidence.StartsWithPronoun ? AntecedentShare : PreviousShare) * Share(before.Terms, term) : 0;
        return Math.Max(own, Math.Max(context, previous));
    }

    private double Share(IReadOnlyList<Term> terms, string wanted)
    {
        if (terms.Any(t => t.Stem == wanted)) return 1;
        return _fuzzy.Contains(wanted) && terms.Any(t => Similarity.IsAlike(t.Stem, wanted)) ? FuzzyShare : 0;
    }

    private bool NamesWhatIsAsked(Evidence evidence) =>
        _question.Names.All(name => Match(evidence, name) > 0 || (evidence.Previous is { } previous && Match(previous, name) > 0)) &&
        _question.Numbers.All(number =>
            number.IsNamedIn(evidence.Terms) || number.IsNamedIn(evidence.ContextTerms) ||
            (evidence.Previous is { } previous && number.IsNamedIn(previous.Terms)));

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
internal sealed record Scored(Evidence Evidence, double Score, double Confidence, IReadOnlyList<double> Matches);
