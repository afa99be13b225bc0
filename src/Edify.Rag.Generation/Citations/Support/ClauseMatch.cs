using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>How well a passage says what one clause of a statement says.</summary>
/// <param name="Coverage">The share of the clause's words that the passage has, weighted, 0 to 1.</param>
/// <param name="Fault">What disagrees, whatever the coverage; <see langword="null"/> when nothing does.</param>
internal readonly record struct ClauseMatch(double Coverage, CitationFault? Fault)
{
    // What a word counts that stands beside the sentence, and not in it: the farther, the less it says about it.
    private const double ContextShare = 0.9;
    private const double NeighbourShare = 0.7;
    private const double PassageShare = 0.4;

    // A word that the whole passage lacks is what was made up, if anything was.
    private const double AbsentWeight = 2;

    // Sentences that cover about the same say the same or the opposite.
    private const double AsGood = 0.98;

    // A likely other form, a part of a compound, a misspelling.
    private const double AlikeShare = 0.85;
    private const int ShortestPart = 5;

    // Within a sentence, the clause that shares most with the statement says it; one that shares this part of the most may as well.
    private const double NearlyBest = 0.75;

    /// <summary>Finds the best sentence for a clause.</summary>
    public static ClauseMatch Of(Clause clause, PassageEvidence passage)
    {
        var alike = clause.Content.Select(w => w.Stem).Distinct().ToDictionary(s => s, s => AlikeTo(s, passage.Stems), StringComparer.Ordinal);
        var matches = passage.Units.Select((unit, i) => (Unit: unit, Missing: MissingIn(unit, clause), Coverage: CoverageOf(clause, passage, i, alike))).ToList();
        if (matches.Count == 0) return new(0, CitationFault.Unsupported);

        var fewest = matches.Min(m => m.Missing);
        var candidates = matches.Where(m => m.Missing == fewest).ToList();
        var best = candidates.Max(m => m.Coverage);
        if (clause.Content.Any(w => w.Kind == WordKind.Name && !HasName(w.Stem, passage.Stems))) return new(best, CitationFault.NameMissing);
        if (fewest > 0) return new(best, CitationFault.NumberDiffers);
        return new(best, candidates.Exists(m => m.Coverage >= AsGood * best && Contradicts(clause, m.Unit, alike)) ? CitationFault.Contradicted : null);
    }

    // Numbers must stand beside what they are said of; in a table, whatever identifies the row must, too.
    private static int MissingIn(EvidenceUnit unit, Clause clause) => clause.Content.Count(w =>
        w.Kind == WordKind.Number ? !unit.Names(w.Stem) : w.Kind == WordKind.Name && unit.IsRow && !HasName(w.Stem, unit.Stems) && !HasName(w.Stem, unit.Context));

    private static double CoverageOf(Clause clause, PassageEvidence passage, int at, Dictionary<string, HashSet<string>> alike)
    {
        if (clause.Weight == 0) return 1;
        var unit = passage.Units[at];
        var hasNumber = clause.Content.Any(w => w.Kind == WordKind.Number);
        var (covered, all) = (0.0, 0.0);
        foreach (var word in clause.Content)
        {
            var share = ShareOf(word);
            covered += word.Weight * share;
            all += word.Weight * (share > 0 || word.Kind == WordKind.Light ? 1 : AbsentWeight);
        }

        return covered / all;

        double ShareOf(Word word)
        {
            if (word.Kind == WordKind.Number) return unit.Names(word.Stem) ? 1 : 0;
            if (unit.Stems.Contains(word.Stem)) return 1;
            if (unit.Context.Contains(word.Stem)) return ContextShare;
            var others = alike[word.Stem];
            if (unit.Stems.Overlaps(others)) return AlikeShare;
            if (unit.Context.Overlaps(others)) return AlikeShare * ContextShare;
            if (Opposites.Excludes(word.Stem, unit.Stems)) return AlikeShare; // whether it is denied is looked at elsewhere
            if (IsBeside(word.Stem, others, at - 1) || IsBeside(word.Stem, others, at + 1)) return hasNumber ? PassageShare : NeighbourShare;
            return passage.Stems.Contains(word.Stem) || others.Count > 0 ? PassageShare : 0;
        }

        bool IsBeside(string stem, HashSet<string> others, int neighbour) =>
            neighbour >= 0 && neighbour < passage.Units.Count && (passage.Units[neighbour].Stems.Contains(stem) || passage.Units[neighbour].Stems.Overlaps(others));
    }

    // An opposite that is denied says the same; so one of both contradicts, and both together do not.
    private static bool Contradicts(Clause clause, EvidenceUnit unit, Dictionary<string, HashSet<string>> alike)
    {
        if (BoundsDiffer(clause, unit)) return true;
        var stems = NearStems(clause, unit);
        var isOpposite = clause.Content.Any(w => !stems.Contains(w.Stem) && !unit.Context.Contains(w.Stem) && Opposites.Excludes(w.Stem, stems));
        var shared = unit.Clauses.Select(c => (Clause: c, Shared: c.Content.Where(w => clause.Content.Any(o => IsSame(o, w, alike))).Sum(w => w.Weight))).ToList();
        if (shared.Count == 0) return isOpposite;
        var most = shared.Max(s => s.Shared);
        var candidates = shared.Where(s => s.Shared > 0 && s.Shared >= NearlyBest * most).Select(s => s.Clause.IsNegated).ToList();
        var isDenied = candidates.Count > 0 && !candidates.Contains(clause.IsNegated);
        return isOpposite != isDenied;
    }

    // "Open on school days and closed on Saturdays": of Saturdays only the second part is said.
    private static HashSet<string> NearStems(Clause clause, EvidenceUnit unit)
    {
        var marks = clause.Content.Where(w => w.Kind is WordKind.Name or WordKind.Number).Select(w => w.Stem).Where(unit.Stems.Contains).ToHashSet();
        var near = marks.Count == 0 ? [] : unit.Clauses.Where(c => marks.IsSubsetOf(c.Words.Select(w => w.Stem))).ToList();
        return near.Count == 0 ? unit.Stems : [.. near.SelectMany(c => c.Words.Select(w => w.Stem))];
    }

    private static bool IsSame(Word said, Word found, Dictionary<string, HashSet<string>> alike) =>
        said.Stem == found.Stem || (alike.TryGetValue(said.Stem, out var others) && others.Contains(found.Stem));

    private static bool BoundsDiffer(Clause clause, EvidenceUnit unit)
    {
        for (var i = 0; i < clause.Words.Count; i++)
        {
            if (clause.Words[i].Kind != WordKind.Number || Bounds.Of(clause.Words, i) is not (not Bound.None and var said)) continue;
            var found = new HashSet<Bound>();
            for (var j = 0; j < unit.Words.Count; j++)
            {
                if (unit.Words[j].Stem == clause.Words[i].Stem) found.Add(Bounds.Of(unit.Words, j));
            }

            if (found.Count > 0 && !found.Contains(said) && !found.Contains(Bound.None)) return true;
        }

        return false;
    }

    // Names are not guessed at: an ending may differ, as in a genitive, and nothing else.
    private static bool HasName(string name, HashSet<string> stems) => stems.Contains(name) || stems.Any(s =>
        Math.Min(s.Length, name.Length) >= 4 && Math.Abs(s.Length - name.Length) <= 2 &&
        (s.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(s, StringComparison.Ordinal)));

    private static HashSet<string> AlikeTo(string stem, HashSet<string> stems) =>
        stem.Length < 4 || char.IsDigit(stem[0]) ? [] : [.. stems.Where(s => s != stem && (Similarity.IsAlike(s, stem) || IsPart(s, stem)))];

    // "Gebühr" in "Schulgebühr".
    private static bool IsPart(string one, string other)
    {
        var (longer, shorter) = one.Length > other.Length ? (one, other) : (other, one);
        return shorter.Length >= ShortestPart && longer.Length - shorter.Length >= 3 && longer.EndsWith(shorter, StringComparison.Ordinal);
    }
}
