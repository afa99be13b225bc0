using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Chooses the few pieces of evidence that make an answer.</summary>
internal sealed class EvidenceSelector(ExtractiveOptions options)
{
    private const double NearDuplicate = 0.7;
    private const double NewlyCovered = 0.4;

    // How close to the best another must come to be said too; one fact is better said once.
    private const double NearlyAsGood = 0.9;
    private const double NearlyTheFact = 0.95;

    /// <summary>The evidence for an answer, in reading order; none when the passages hold no answer.</summary>
    public IReadOnlyList<Evidence> Select(string question, IReadOnlyList<ContextPassage> passages)
    {
        var read = passages.DistinctBy(p => p.Number).ToDictionary(p => p, EvidenceReader.Read);
        if (Comparison.Split(question) is not { } pair) return Answer(AskedQuestion.Read(question), read);

        // A comparison with one side missing would mislead.
        var (one, other) = (Answer(AskedQuestion.Read(pair.First), read), Answer(AskedQuestion.Read(pair.Second), read));
        return one.Count == 0 || other.Count == 0 ? [] : [.. one.Take(1).Union(other.Take(1))];
    }

    private List<Evidence> Answer(AskedQuestion asked, Dictionary<ContextPassage, IReadOnlyList<Evidence>> read)
    {
        if (asked.Terms.Count == 0) return [];

        var evidence = Editions.Current(asked, [.. read.Keys]).SelectMany(p => read[p]).ToList();
        var scorer = new EvidenceScorer(asked, evidence);
        var ranked = evidence.ConvertAll(scorer.Score).Where(s => s.Confidence >= options.MinCoverage).OrderByDescending(s => s.Score).ToList();
        if (ranked.Count == 0) return [];

        // What answers best is said first, with what stands in the same passage.
        var best = ranked[0].Evidence.Passage;
        return [.. Choose(ranked, asked.Kind).OrderBy(e => e.Passage != best).ThenBy(e => e.Passage).ThenBy(e => e.Part.Start.Value)];
    }

    private List<Evidence> Choose(List<Scored> ranked, AnswerKind kind)
    {
        var chosen = new List<Scored>();
        foreach (var candidate in ranked)
        {
            if (chosen.Count == options.MaxSentences) break;
            if (chosen.Count == 0 || (Adds(candidate, chosen, kind) && FitsBeside(candidate, chosen))) chosen.Add(candidate);
        }

        return WithAntecedents(chosen.ConvertAll(c => c.Evidence));
    }

    // A question for one fact wants one sentence, unless another is just as good.
    private static bool Adds(Scored candidate, List<Scored> chosen, AnswerKind kind)
    {
        var best = chosen[0];
        if (candidate.Fit == AnswerFit.None && best.Fit != AnswerFit.None) return false;
        var isNearlyAsGood = candidate.Score >= (AnswerKinds.IsOneFact(kind) ? NearlyTheFact : NearlyAsGood) * best.Score;
        var coversMore = candidate.Matches.Where((match, i) => match - chosen.Max(c => c.Matches[i]) >= NewlyCovered).Any();
        return isNearlyAsGood || coversMore;
    }

    private bool FitsBeside(Scored candidate, List<Scored> chosen) =>
        chosen.Sum(c => c.Evidence.Text.Length) + candidate.Evidence.Text.Length <= options.MaxCharacters &&
        !chosen.Exists(c => c.Evidence.Overlaps(candidate.Evidence) || Repeats(c.Evidence, candidate.Evidence));

    private static bool Repeats(Evidence one, Evidence other) =>
        one.Numbers.SetEquals(other.Numbers) && Similarity.Jaccard(one.Stems, other.Stems) >= NearDuplicate;

    // "It starts at ten" says nothing without the sentence before it.
    private List<Evidence> WithAntecedents(List<Evidence> chosen)
    {
        foreach (var evidence in chosen.ToArray())
        {
            if (chosen.Count == options.MaxSentences) break;
            if (evidence.Previous is not { } previous || chosen.Exists(previous.Overlaps)) continue;
            if (evidence.StartsWithPronoun && chosen.Sum(c => c.Text.Length) + previous.Text.Length <= options.MaxCharacters) chosen.Add(previous);
        }

        return chosen;
    }
}
