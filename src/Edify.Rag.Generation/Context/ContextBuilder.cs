using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Context;

/// <summary>Takes the best passages that fit, leaves out what was said already, and shortens to whole sentences.</summary>
internal sealed class ContextBuilder(ContextOptions options, TokenCounter tokens) : IContextBuilder
{
    public AnswerContext Build(string question, IReadOnlyList<RetrievedChunk> chunks)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(chunks);

        var wanted = TermScanner.ContentStems(question);
        var passages = new List<ContextPassage>();
        var seen = new SeenText();
        var left = options.MaxTokens;
        foreach (var chunk in chunks)
        {
            if (passages.Count == options.MaxPassages || left <= 0) break;
            if (Fit(chunk, wanted, seen, Math.Min(left, options.MaxPassageTokens)) is not { } part) continue;
            var text = chunk.Record.Text[part];
            if (seen.Repeats(text)) continue;

            seen.Add(chunk, part, text);
            passages.Add(new(passages.Count + 1, chunk, text));
            left -= tokens.Count(text);
        }

        return new(question, passages) { TokenCount = options.MaxTokens - left };
    }

    private Range? Fit(RetrievedChunk chunk, HashSet<string> wanted, SeenText seen, int budget)
    {
        var text = chunk.Record.Text;
        var sentences = seen.NewSentences(chunk, Sentences.Of(text));
        if (sentences.Count == 0) return null;

        var whole = sentences[0].Start..sentences[^1].End;
        var fits = tokens.Count(text.AsSpan(whole.Start.Value..whole.End.Value)) <= budget;
        return fits ? whole : SentenceWindow.Best(text, sentences, wanted, budget, tokens);
    }
}
