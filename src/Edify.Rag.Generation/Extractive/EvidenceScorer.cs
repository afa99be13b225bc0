using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Tells how well evidence answers a question.</summary>
/// <remarks>
/// Coverage of the question's terms, weighted by how rare they are (Robertson and Spärck Jones, 1976), with smaller shares
/// for the kind of answer, the nearness of the terms, the heading and the passage's rank. The shares were set by hand.
/// </remarks>
internal sealed class EvidenceScorer
{
    // What a term weighs that documents say in many other ways.
    private const double LightWeight = 0.35;

    // What is left of the confidence in evidence that lacks the kind of answer, or speaks of someone else.
    private const double WithoutKind = 0.75;
    private const double AboutAnother = 0.6;

    // Shares of the coverage that rank evidence and don't decide whether it is an answer.
    private const double SureShare = 0.12;
    private const double LikelyShare = 0.06;
    private const double ExerciseShare = 0.25;
    private const double NearnessShare = 0.10;
    private const double TopicShare = 0.10;

    // What the first passage gains by its rank, and the longest evidence loses: from 40 terms on, all of it at 100.
    private const double RankShare = 0.08;
    private const double LengthShare = 0.10;
    private const int LongTerms = 40;
    private const int LongestTerms = 100;

    private readonly AskedQuestion _question;
    private readonly QuestionMatcher _matcher;
    private readonly double[] _weights;
    private readonly Dictionary<int, HashSet<string>> _sections;

    public EvidenceScorer(AskedQuestion question, IReadOnlyList<Evidence> evidence)
    {
        _question = question;
        _matcher = new(question, evidence);
        _weights = Normalized([.. question.Terms.Select((term, i) => Weight(term, _matcher.Counts[i], evidence.Count))]);
        _sections = evidence.DistinctBy(e => e.Passage).ToDictionary(e => e.Passage, SectionOf);
    }

    /// <summary>Scores one piece of evidence.</summary>
    public Scored Score(Evidence evidence)
    {
        var matches = _question.Terms.Select(term => _matcher.Match(evidence, term)).ToArray();
        var coverage = matches.Select((match, i) => match * _weights[i]).Sum();
        var fit = AnswerKinds.FitOf(evidence, _question.Kind);
        var confidence = coverage * (fit == AnswerFit.None ? WithoutKind : 1) * (IsAboutAnother(evidence) ? AboutAnother : 1);
        var score = confidence + (coverage * Preference(evidence, fit)) + (RankShare / evidence.Passage) - Length(evidence);
        return new(evidence, score, NamesWhatIsAsked(evidence) && !IsEcho(evidence) ? confidence : 0, matches) { Fit = fit };
    }

    private static HashSet<string> SectionOf(Evidence evidence) => TermScanner.ContentStems(evidence.Source.Headings().LastOrDefault(string.Empty));

    private static double[] Normalized(double[] weights) => weights.Sum() is > 0 and var sum ? [.. weights.Select(w => w / sum)] : weights;

    // An answer need not repeat what it is one of: the liver need not be called an organ. But if nothing is, none is meant.
    private double Weight(string term, int count, int of)
    {
        var isLight = LightWords.Contains(term) || (term == _question.Class && count > 0);
        return Rarity(Math.Max(count, 1), of) * (isLight ? LightWeight : 1);
    }

    private static double Rarity(int count, int of) => Math.Log(1 + ((of - count + 0.5) / (count + 0.5)));

    private double Preference(Evidence evidence, AnswerFit fit)
    {
        var kind = fit switch { AnswerFit.Sure => SureShare, AnswerFit.Likely => LikelyShare, _ => 0 };
        var exercise = evidence.Role switch { ExerciseRole.Result => ExerciseShare, ExerciseRole.Problem => -ExerciseShare, _ => 0 };
        return kind + exercise + (NearnessShare * Nearness(evidence)) + (TopicShare * Topicality(evidence));
    }

    private static double Length(Evidence evidence) =>
        LengthShare * Math.Clamp((evidence.Terms.Count - LongTerms) / (double)(LongestTerms - LongTerms), 0, 1);

    private bool NamesWhatIsAsked(Evidence evidence) =>
        (_question.Attribute is not { } attribute || _matcher.Near(evidence, attribute) > 0) &&
        _matcher.HoldsNames(evidence) &&
        _question.Numbers.All(number => Names(evidence, number));

    private static bool Names(Evidence evidence, RequiredNumber number) =>
        number.IsNamedIn(evidence.ReadTerms) || number.IsNamedIn(evidence.ContextTerms) ||
        (evidence.Previous is { } previous && number.IsNamedIn(previous.Terms));

    // The document names it, but not where the evidence stands; unless a number says which entry is meant.
    private bool IsAboutAnother(Evidence evidence) => _question.Names.Any(name =>
        _matcher.Near(evidence, name) == 0 && !_question.Numbers.Any(n => n.Noun != name && n.IsNamedIn(evidence.ReadTerms)));

    // What says nothing that the question does not say.
    private bool IsEcho(Evidence evidence) =>
        !_question.IsYesOrNo && evidence.ReadTerms.All(t => !t.IsContent || _question.Terms.Contains(t.Stem));

    // The share of the question that the closest heading names: a section on late fees tells more of them than one that mentions them.
    private double Topicality(Evidence evidence) =>
        _question.Terms.Select((term, i) => _sections[evidence.Passage].Contains(term) ? _weights[i] : 0).Sum();

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
