using Microsoft.Extensions.AI;

namespace Edify.Rag.Tests.Shared;

/// <summary>Texts in the collection of a pipeline, each with its number.</summary>
internal static class NumberedTexts
{
    private const string Tenant = "tenant";
    private const string Number = "number";
    private const int Batch = 500;

    /// <summary>The scope of all of them.</summary>
    public static AccessScope Everything { get; } = AccessScope.ForSystem(Tenant, "measuring");

    /// <summary>Embeds and stores texts as ingestion would.</summary>
    /// <param name="services">The pipeline's.</param>
    /// <param name="texts">The texts, and what is embedded of each.</param>
    public static async Task StoreAsync(IServiceProvider services, IReadOnlyCollection<(string Text, string Embedded)> texts)
    {
        var store = services.GetRag<IVectorStore>();
        var embedder = services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>();
        var identity = await EmbedderIdentity.OfAsync(embedder);
        var fields = new Dictionary<string, FieldKind> { [RagFields.Tenant] = FieldKind.Text };
        await store.EnsureCollectionAsync(new("documents", identity.Dimension, identity.Id, fields));
        foreach (var batch in texts.Index().Chunk(Batch))
        {
            var vectors = await embedder.GenerateAsync(batch.Select(text => text.Item.Embedded));
            await store.UpsertAsync("documents", [.. batch.Zip(vectors, (text, vector) => Record(text.Index, text.Item.Text) with { Vector = vector.Vector })]);
        }
    }

    /// <summary>The numbers of the texts that are found for a question.</summary>
    /// <exception cref="InvalidOperationException">A part of the search was missing.</exception>
    public static async Task<List<int>> FindAsync(IRetriever retriever, string question, RetrievalMode mode, int top)
    {
        var found = await retriever.RetrieveAsync(new(question) { Mode = mode, Top = top }, Everything);
        if (found.Degraded is [var reason, ..]) throw new InvalidOperationException(reason);
        return [.. found.Chunks.Select(c => (int)c.Record.Fields[Number].AsInteger())];
    }

    private static VectorRecord Record(int number, string text) => new(
        RagIds.Chunk(Tenant, "texts", "text", number, string.Empty),
        text,
        new Dictionary<string, FieldValue> { [RagFields.Tenant] = Tenant, [Number] = (long)number });
}
