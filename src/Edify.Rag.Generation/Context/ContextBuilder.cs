using Edify.Rag.Generation.Safety;
using Edify.Rag.Generation.Text;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Context;

/// <summary>Takes the best passages that fit, leaves out what was said already, and shortens to whole sentences.</summary>
/// <param name="options">The settings that hold now.</param>
/// <param name="tokens">Counts what the model reads.</param>
internal sealed class ContextBuilder(Func<ContextOptions> options, TokenCounter tokens) : IContextBuilder
{
    public AnswerContext Build(string question, IReadOnlyList<RetrievedChunk> chunks)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(chunks);

        var settings = options();
        var wanted = TermScanner.ContentStems(question);
        var passages = new List<ContextPassage>();
        var seen = new SeenText();
        var left = settings.MaxTokens;
        foreach (var chunk in chunks)
        {
            if (passages.Count == settings.MaxPassages || left <= 0) break;
            var header = tokens.Count(SourceHeader.Of(chunk));
            var budget = Math.Min(left - header, settings.MaxPassageTokens);
            if (budget <= 0) continue;
            var preface = PrefaceWithin(chunk, budget, out var prefaceTokens);
            budget -= prefaceTokens;
            if (Fit(chunk, wanted, seen, budget) is not { } part) continue;
            var text = chunk.Record.Text[part];
            if (seen.Repeats(text)) continue;

            var window = text.Length == chunk.Record.Text.Length ? WindowWithin(chunk, seen, budget) : string.Empty;
            seen.Add(chunk, part, text);
            passages.Add(new(passages.Count + 1, chunk, text) { Preface = preface, Window = window });
            left -= tokens.Count(window.Length > 0 ? window : text) + prefaceTokens + header;
        }

        var ordered = settings.Order == PassageOrder.BestAtEnds ? AtEnds(passages) : passages;
        return new(question, [.. ordered.Select(Checked)]) { TokenCount = settings.MaxTokens - left };
    }

    private static ContextPassage Checked(ContextPassage passage, int index) => passage with
    {
        Number = index + 1,
        Suspicions = Injection.Find(string.Join('\n', [passage.Chunk.Name, .. passage.Headings(), passage.Preface, passage.ShownText()])),
    };

    // First, third, fifth, …, sixth, fourth, second.
    private static IEnumerable<ContextPassage> AtEnds(List<ContextPassage> best) =>
        best.Where((_, i) => i % 2 == 0).Concat(best.Where((_, i) => i % 2 == 1).Reverse());

    // A preface never takes more than half of what a passage may have.
    private string PrefaceWithin(RetrievedChunk chunk, int budget, out int count)
    {
        var preface = chunk.Preface();
        count = preface.Length == 0 ? 0 : tokens.Count(preface);
        if (count <= budget / 2) return preface;
        count = 0;
        return string.Empty;
    }

    // Of neighbours that were both found, the first is shown with what stands around it.
    private string WindowWithin(RetrievedChunk chunk, SeenText seen, int budget)
    {
        var window = chunk.Window();
        return window.Length > 0 && tokens.Count(window) <= budget && seen.TakesWindow(chunk, window) ? window : string.Empty;
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
