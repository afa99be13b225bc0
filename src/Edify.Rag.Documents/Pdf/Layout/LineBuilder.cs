namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Joins words to lines: first by baseline, then super- and subscripts to the line they touch, then cuts at wide gaps.</summary>
internal static class LineBuilder
{
    /// <summary>A gap that no space between words fills, in ems: a new column or cell begins behind it.</summary>
    private const float ColumnGap = 1.6f;

    /// <summary>How far from its marker the text of a list item may stand, in ems.</summary>
    private const float MarkerGap = 6;

    private const float SameBaseline = 0.25f;
    private const float SameSize = 0.8f;
    private const float ScriptGap = 0.45f;
    private const float MaxRise = 0.65f;
    private const float MaxDrop = 0.45f;
    private const int LookBack = 80;

    // Bounds that no printed page reaches; they keep the work in proportion to what a hostile page holds.
    private const int MaxWordsForScripts = 20_000;
    private const int MaxWordLength = 200;

    /// <summary>The lines, cut at wide gaps, in no particular order.</summary>
    public static List<TextLine> Build(List<Word> words)
    {
        var baselines = ByBaseline(words);
        if (words.Count <= MaxWordsForScripts) AttachScripts(baselines);
        baselines.RemoveAll(b => b.Words.Count == 0);
        foreach (var baseline in baselines) baseline.Words.Sort((a, b) => a.X.CompareTo(b.X));
        var gutters = new GutterFinder([.. baselines.Select(b => b.Words)]);
        var lines = new List<TextLine>(baselines.Count);
        foreach (var baseline in baselines) Cut(baseline, gutters, lines);
        foreach (var line in lines) RightToLeft.Reorder(line.Words);
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

    private static List<Baseline> ByBaseline(List<Word> words)
    {
        var baselines = new List<Baseline>();
        foreach (var word in words.OrderBy(w => w.Y))
        {
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

    private static void AttachScripts(List<Baseline> baselines)
    {
        if (baselines.Count < 2) return;
        var reach = MaxRise * baselines.Max(b => b.Size);
        var order = Enumerable.Range(0, baselines.Count).OrderBy(i => baselines[i].Size).ToArray();
        var larger = new List<Baseline>();
        foreach (var index in order)
        {
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
        if (candidate.Words.Count > 0 && candidate.Size > small.Size * 1.05f && drop is > -MaxRise and < MaxDrop) larger.Add(candidate);
    }

    private static bool TryAttach(Word word, Baseline from, List<Baseline> candidates)
    {
        Baseline? best = null;
        var bestDistance = float.MaxValue;
        foreach (var candidate in candidates)
        {
            var gap = candidate.GapTo(word) / candidate.Size;
            var rise = Math.Abs(candidate.Y - from.Y) / candidate.Size;
            if (gap >= (rise < 0.1f ? ColumnGap : ScriptGap) || rise + Math.Max(0, gap) >= bestDistance) continue;
            (best, bestDistance) = (candidate, rise + Math.Max(0, gap));
        }

        best?.Words.Add(word);
        return best is not null;
    }

    private static void Cut(Baseline baseline, GutterFinder gutters, List<TextLine> lines)
    {
        TextLine? line = null;
        Word? last = null;
        foreach (var word in baseline.Words)
        {
            var gap = last is null ? 0 : word.X - last.EndX;
            var em = last is null ? 1 : Math.Min(word.Size, last.Size);
            if (line is null || last is null || gap <= -em - 0.5f * (last.EndX - last.X) || IsColumnGap(line, last, word, gutters))
            {
                lines.Add(line = new TextLine(word, baseline.Y));
                last = word;
            }
            else if (!last.HasSpaceAfter && last.Text.Length < MaxWordLength && gap < WordBuilder.WordGap * em && gap > -WordBuilder.MaxOverlap * em)
            {
                // One word that the file showed in parts.
                last.Text += word.Text;
                last.EndX = Math.Max(last.EndX, word.EndX);
                last.HasSpaceAfter = word.HasSpaceAfter;
                line.Include(word);
            }
            else
            {
                line.Add(word);
                last = word;
            }
        }
    }

    private static bool IsColumnGap(TextLine line, Word left, Word right, GutterFinder gutters)
    {
        var (gap, em) = (right.X - left.EndX, Math.Max(left.Size, right.Size));
        if (line.Words.Count == 1 && gap < MarkerGap * em && ListMarker.IsMarker(left.Text)) return false;
        return gap >= ColumnGap * em || gap >= GutterFinder.MinGap * em && gutters.Cuts(left.EndX, right.X);
    }
}
