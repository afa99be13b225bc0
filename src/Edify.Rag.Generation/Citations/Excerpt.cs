using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations;

/// <summary>The words of a passage that support a sentence, as they stand there.</summary>
/// <param name="Text">The words.</param>
/// <param name="Support">Where in the passage the sentence starts that supports most.</param>
internal readonly record struct Excerpt(string Text, int Support)
{
    private const int MaxLength = 300;

    /// <summary>The sentences of a passage that share most terms with the citing sentence, up to 300 characters.</summary>
    public static Excerpt Of(string passage, string citing)
    {
        var sentences = Sentences.Of(passage);
        if (sentences.Count == 0) return new(string.Empty, 0);

        var wanted = TermScanner.ContentStems(citing);
        var stems = sentences.ConvertAll(s => TermScanner.ContentStems(passage[s]));
        var best = Enumerable.Range(0, sentences.Count).MaxBy(i => ShareOf(stems[i], wanted));
        if (LengthOf(sentences, best, best) > MaxLength) return new(Cut(passage, sentences[best], wanted), sentences[best].Start.Value);

        var (first, last) = (best, best);
        while (true)
        {
            var before = Gain(first - 1);
            var after = Gain(last + 1);
            if (before == 0 && after == 0) break;
            if (before > after) first--;
            else last++;
        }

        return new(passage[sentences[first].Start..sentences[last].End], sentences[best].Start.Value);

        // How many of the citing sentence's terms a neighbour adds; 0 where it adds too much text.
        int Gain(int neighbour)
        {
            if (neighbour < 0 || neighbour == sentences.Count) return 0;
            if (LengthOf(sentences, Math.Min(first, neighbour), Math.Max(last, neighbour)) > MaxLength) return 0;
            return stems[neighbour].Count(s => wanted.Contains(s) && !stems[first..(last + 1)].Any(chosen => chosen.Contains(s)));
        }
    }

    // Shared terms over the geometric mean of both sizes: of two sentences with the same terms the shorter one supports more.
    private static double ShareOf(HashSet<string> stems, HashSet<string> wanted) =>
        stems.Count == 0 ? 0 : stems.Count(wanted.Contains) / Math.Sqrt(stems.Count);

    private static int LengthOf(List<Range> sentences, int first, int last) => sentences[last].End.Value - sentences[first].Start.Value;

    // The part of an overlong sentence that starts a little before its first wanted term and ends between words.
    private static string Cut(string passage, Range sentence, HashSet<string> wanted)
    {
        var text = passage[sentence];
        var hit = TermScanner.Scan(text).FirstOrDefault(t => wanted.Contains(t.Stem)).Start;
        var start = hit < MaxLength / 2 ? 0 : BetweenWords(text, hit - (MaxLength / 4));
        var end = start + MaxLength >= text.Length ? text.Length : BetweenWords(text, start + MaxLength);
        return (end > start ? text[start..end] : text[start..Whole(text, start + MaxLength)]).Trim();
    }

    private static int BetweenWords(string text, int index)
    {
        var space = text.LastIndexOf(' ', index, Math.Min(index, 60));
        return space >= 0 ? space : Whole(text, index);
    }

    // Never between the halves of a surrogate pair.
    private static int Whole(string text, int index) => char.IsLowSurrogate(text[index]) ? index - 1 : index;
}
