using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Context;

/// <summary>Shortens a passage to the neighbouring sentences that hold most of the question's terms.</summary>
internal static class SentenceWindow
{
    /// <summary>The best window within a budget; <see langword="null"/> when not even one sentence fits.</summary>
    public static Range? Best(string text, List<Range> sentences, HashSet<string> wanted, int budget, TokenCounter tokens)
    {
        var stems = sentences.ConvertAll(s => TermScanner.Scan(text[s]).Select(t => t.Stem).Where(wanted.Contains).ToHashSet());
        var best = default(Range?);
        var bestHits = -1;
        var last = 0;
        for (var first = 0; first < sentences.Count; first++)
        {
            last = Math.Max(last, first);
            while (last < sentences.Count && Fits(first, last)) last++;
            if (last == first) continue;

            var hits = stems[first..last].SelectMany(s => s).Distinct().Count();
            if (hits <= bestHits) continue;
            bestHits = hits;
            best = sentences[first].Start..sentences[last - 1].End;
        }

        return best;

        bool Fits(int from, int to) => tokens.Count(text.AsSpan(sentences[from].Start.Value..sentences[to].End.Value)) <= budget;
    }
}
