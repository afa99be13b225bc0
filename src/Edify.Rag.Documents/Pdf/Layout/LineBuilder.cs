namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Joins words to lines: first by baseline, then super- and subscripts to the line they touch, then cuts at wide gaps.</summary>
internal static class LineBuilder
{
    private const float SameBaseline = 0.25f;
    private const float SameSize = 0.8f;
    private const float ScriptGap = 0.45f;
    private const float MaxRise = 0.65f;
    private const float MaxDrop = 0.45f;

    // Scripts of scripts are half as large; what is smaller still stands beside a large initial.
    private const float MaxScriptRatio = 2.2f;
    private const int LookBack = 80;

    // Bounds that no printed page reaches; they keep the work in proportion to what a hostile page holds.
    private const int MaxWordsForScripts = 20_000;

    /// <summary>The lines, cut at wide gaps and at ruling lines, in no particular order; their text is in reading order.</summary>
    /// <param name="words">What the page shows in one direction.</param>
    /// <param name="grids">The ruled grids of that direction.</param>
    /// <param name="direction">Which way lines are read.</param>
    /// <param name="budget">Ends the work when its time is over.</param>
    public static List<TextLine> Build(List<Word> words, List<RuledGrid> grids, RightToLeft direction, PdfBudget budget)
    {
        var baselines = ByBaseline(words, budget);
        if (words.Count <= MaxWordsForScripts) AttachScripts(baselines, budget);
        baselines.RemoveAll(b => b.Words.Count == 0);
        foreach (var baseline in baselines) baseline.Words.Sort((a, b) => a.X.CompareTo(b.X));
        var cutter = new LineCutter(new GutterFinder([.. baselines.Select(b => b.Words)]), grids, direction.IsPage);
        var lines = new List<TextLine>(baselines.Count);
        for (var i = 0; i < baselines.Count; i++)
        {
            budget.Check();
            cutter.Cut(i, baselines[i].Words, baselines[i].Y, lines);
        }

        if (words.Count <= MaxWordsForScripts)
        {
            lines.Sort((a, b) => a.Y.CompareTo(b.Y));
            StrayScripts.Attach(lines, grids);
            if (!direction.IsPage) DropCaps.Attach(lines);
        }

        foreach (var line in lines) direction.Reorder(line);
        return lines;
    }

    private sealed class Baseline(float y)
    {
        public float Y { get; } = y;

        public float Size { get; set; }

        public List<Word> Words { get; } = [];

        public void Add(Word word)
        {
            Words.Add(word);
            Size = Math.Max(Size, word.Size);
        }

        /// <summary>Distance of a word to the nearest one on this baseline, negative when they overlap.</summary>
        public float GapTo(Word word)
        {
            var nearest = float.MaxValue;
            foreach (var own in Words) nearest = Math.Min(nearest, Math.Max(word.X - own.EndX, own.X - word.EndX));
            return nearest;
        }
    }

    private static List<Baseline> ByBaseline(List<Word> words, PdfBudget budget)
    {
        var baselines = new List<Baseline>();
        foreach (var word in words.OrderBy(w => w.Y))
        {
            budget.Check();
            Baseline? best = null;
            for (var i = baselines.Count - 1; i >= 0 && i >= baselines.Count - LookBack; i--)
            {
                var candidate = baselines[i];
                var (small, large) = (Math.Min(candidate.Size, word.Size), Math.Max(candidate.Size, word.Size));
                var distance = Math.Abs(candidate.Y - word.Y);
                if (distance >= SameBaseline * large || small <= SameSize * large) continue;
                if (best is null || distance < Math.Abs(best.Y - word.Y)) best = candidate;
            }

            if (best is null) baselines.Add(best = new Baseline(word.Y));
            best.Add(word);
        }

        return baselines;
    }

    private static void AttachScripts(List<Baseline> baselines, PdfBudget budget)
    {
        if (baselines.Count < 2) return;
        var reach = MaxRise * baselines.Max(b => b.Size);
        var order = Enumerable.Range(0, baselines.Count).OrderBy(i => baselines[i].Size).ToArray();
        var larger = new List<Baseline>();
        foreach (var index in order)
        {
            budget.Check();
            var small = baselines[index];
            larger.Clear();
            var (first, last) = (Math.Max(0, index - LookBack), Math.Min(baselines.Count - 1, index + LookBack));
            for (var i = index - 1; i >= first && small.Y - baselines[i].Y < reach; i--) AddIfLarger(larger, small, baselines[i]);
            for (var i = index + 1; i <= last && baselines[i].Y - small.Y < reach; i++) AddIfLarger(larger, small, baselines[i]);
            if (larger.Count > 0) small.Words.RemoveAll(word => TryAttach(word, small, larger));
        }
    }

    private static void AddIfLarger(List<Baseline> larger, Baseline small, Baseline candidate)
    {
        var drop = (small.Y - candidate.Y) / candidate.Size;
        if (candidate.Words.Count > 0 && candidate.Size > small.Size * 1.05f && candidate.Size < small.Size * MaxScriptRatio && drop is > -MaxRise and < MaxDrop) larger.Add(candidate);
    }

    private static bool TryAttach(Word word, Baseline from, List<Baseline> candidates)
    {
        Baseline? best = null;
        var bestDistance = float.MaxValue;
        foreach (var candidate in candidates)
        {
            var gap = candidate.GapTo(word) / candidate.Size;
            var rise = Math.Abs(candidate.Y - from.Y) / candidate.Size;
            if (gap >= (rise < 0.1f ? LineCutter.ColumnGap : ScriptGap) || rise + Math.Max(0, gap) >= bestDistance) continue;
            (best, bestDistance) = (candidate, rise + Math.Max(0, gap));
        }

        best?.Words.Add(word);
        return best is not null;
    }
}
