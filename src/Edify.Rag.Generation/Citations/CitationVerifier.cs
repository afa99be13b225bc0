using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Citations;

/// <summary>Keeps the citations that name a passage, renumbers them by first appearance and quotes what supports them.</summary>
internal sealed class CitationVerifier : ICitationVerifier
{
    public VerifiedAnswer Verify(string text, AnswerContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);

        var passages = context.Passages.DistinctBy(p => p.Number).ToDictionary(p => p.Number);
        var clean = KnownCitations.Keep(text, passages.ContainsKey, out var dropped);
        var citations = new List<Citation>();
        var numbers = new Dictionary<int, int>();
        var renumbered = CitationSyntax.ReplaceClusters(clean, match => string.Concat(CitationSyntax
            .Ranges(match.Value)
            .Select(range => $"[{NumberOf(passages[range.First], match.Index)}]")));
        return new(renumbered, citations, dropped);

        int NumberOf(ContextPassage passage, int position)
        {
            if (numbers.TryGetValue(passage.Number, out var number)) return number;
            numbers.Add(passage.Number, number = numbers.Count + 1);
            citations.Add(Cite(number, passage, CitingSentence(clean, position)));
            return number;
        }
    }

    private static Citation Cite(int number, ContextPassage passage, string citing)
    {
        var excerpt = Excerpt.Of(passage.Text, citing);
        var start = Math.Max(0, passage.Chunk.Record.Text.IndexOf(passage.Text, StringComparison.Ordinal));
        var page = passage.Chunk.PageAt(start + excerpt.Support);
        return new(number, passage.Chunk.Name, page, excerpt.Text)
        {
            Title = passage.Chunk.Title,
            PageLabel = passage.Chunk.PageLabelOf(page),
            DocumentId = passage.Chunk.DocumentId,
            ChunkId = passage.Chunk.Record.Id,
        };
    }

    // The last sentence before the citation, whether the citation stands within or after it.
    private static string CitingSentence(string text, int position)
    {
        var lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var line = CitationSyntax.Strip(text[lineStart..position]);
        var sentences = Sentences.Of(line);
        return sentences.Count == 0 ? line : line[sentences[^1]];
    }
}
