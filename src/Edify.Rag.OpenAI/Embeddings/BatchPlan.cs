namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Divides texts among requests.</summary>
internal static class BatchPlan
{
    /// <summary>The texts of each request, by index and in order: as many as both limits allow, at least one.</summary>
    public static IEnumerable<ArraySegment<int>> Of(OutgoingText[] texts, int maxTexts, int maxTokens)
    {
        var sent = Enumerable.Range(0, texts.Length).Where(i => texts[i].Refusal is null).ToArray();
        var (start, tokens) = (0, 0L);
        for (var i = 0; i < sent.Length; i++)
        {
            var more = texts[sent[i]].Tokens;
            if (i > start && (i - start == maxTexts || tokens + more > maxTokens))
            {
                yield return new(sent, start, i - start);
                (start, tokens) = (i, 0);
            }

            tokens += more;
        }

        if (sent.Length > start) yield return new(sent, start, sent.Length - start);
    }
}
