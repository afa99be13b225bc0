using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Citations.Support;

/// <summary>A citation and where it stands: neighbouring ones are one.</summary>
/// <param name="Start">Where it starts in the text.</param>
/// <param name="Length">Its length there.</param>
/// <param name="Numbers">The passages that it names.</param>
/// <param name="Place">Where it stood in the text without citations.</param>
internal sealed record CitationPlace(int Start, int Length, IReadOnlyList<int> Numbers, int Place);

/// <summary>Tells which statement a citation stands for.</summary>
/// <remarks>
/// It stands for what its sentence says since the citation before it; the last one of a sentence for the rest of it, too. One after
/// the full stop belongs to the sentence before, one at the start of a line to the sentence after. Where nothing but a word or two
/// stands before it, it stands for the whole sentence.
/// </remarks>
internal sealed class Statements
{
    private const int FewestWords = 2;

    private readonly List<Range> _sentences;

    /// <param name="text">A text whose citations all name passages, one number in each pair of brackets.</param>
    public Statements(string text)
    {
        var bare = new System.Text.StringBuilder(text.Length);
        var copied = 0;
        foreach (var cluster in CitationSyntax.Clusters(text))
        {
            bare.Append(text, copied, cluster.Index - copied);
            copied = cluster.Index + cluster.Length;
            Citations.Add(new(cluster.Index, cluster.Length, [.. CitationSyntax.Ranges(cluster.Value).Select(r => r.First)], bare.Length));
        }

        Text = bare.Append(text, copied, text.Length - copied).ToString();
        _sentences = Sentences.Of(Text);
    }

    /// <summary>The text without citations.</summary>
    public string Text { get; }

    /// <summary>The citations, in order.</summary>
    public List<CitationPlace> Citations { get; } = [];

    /// <summary>What each citation stands for, without those that do not stay.</summary>
    /// <param name="stays">Asked for each citation in turn, with its statement, whether it stays.</param>
    public void Each(Func<CitationPlace, string, bool> stays)
    {
        var (owner, from) = (-1, 0);
        for (var i = 0; i < Citations.Count; i++)
        {
            var place = Citations[i].Place;
            var sentence = OwnerOf(place);
            if (sentence != owner) (owner, from) = (sentence, sentence < 0 ? 0 : _sentences[sentence].Start.Value);
            if (sentence < 0)
            {
                stays(Citations[i], string.Empty);
                continue;
            }

            var whole = _sentences[sentence];
            var isLast = i + 1 == Citations.Count || OwnerOf(Citations[i + 1].Place) != sentence;
            var end = isLast ? whole.End.Value : Math.Clamp(place, from, whole.End.Value);
            var said = Text[Math.Min(from, end)..end];
            if (TermScanner.Scan(said).Count(t => t.IsContent) < FewestWords) said = Text[whole];
            if (stays(Citations[i], said)) from = Math.Clamp(place, from, whole.End.Value);
        }
    }

    // The last sentence that starts before it on its line, or else the next one on its line; -1 where the line says nothing.
    private int OwnerOf(int place)
    {
        var low = 0;
        var high = _sentences.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sentences[middle].Start.Value < place) low = middle + 1;
            else high = middle;
        }

        if (low > 0 && !Text.AsSpan(_sentences[low - 1].End.Value..Math.Max(_sentences[low - 1].End.Value, place)).Contains('\n')) return low - 1;
        return low < _sentences.Count && !Text.AsSpan(place.._sentences[low].Start.Value).Contains('\n') ? low : -1;
    }
}
