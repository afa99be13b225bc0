using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Tests.Shared;

/// <summary>A judged collection in a pipeline: what <c>AddEdifyRag</c> gives, a record for each text, questions by its retriever.</summary>
internal sealed class JudgedSearch : IAsyncDisposable
{
    private const string Tenant = "judges";
    private const string Place = "place";
    private const int Batch = 256;

    private static readonly AccessScope Everything = AccessScope.ForSystem(Tenant, "quality of retrieval");

    private readonly string _folder = Directory.CreateTempSubdirectory("edify-judged-").FullName;
    private readonly ServiceProvider _services;
    private readonly JudgedCollection _collection;

    private JudgedSearch(JudgedCollection collection, Action<IRagBuilder>? configure)
    {
        _collection = collection;
        _services = new ServiceCollection().AddEdifyRag(rag =>
        {
            rag.UseInMemoryBlobs().UseStateDirectory(_folder);
            configure?.Invoke(rag);
        }).BuildServiceProvider();
    }

    /// <summary>Embeds and stores the collection.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="configure">Changes the pipeline.</param>
    public static async Task<JudgedSearch> OverAsync(JudgedCollection collection, Action<IRagBuilder>? configure = null)
    {
        var search = new JudgedSearch(collection, configure);
        await search.FillAsync();
        return search;
    }

    /// <summary>Mean nDCG@10 over all questions.</summary>
    public async Task<double> NdcgAsync(RetrievalMode mode)
    {
        var retriever = _services.GetRag<IRetriever>();
        var sum = 0.0;
        foreach (var question in _collection.Questions)
        {
            var found = await retriever.RetrieveAsync(new(question.Text) { Mode = mode, Top = 10 }, Everything);
            if (found.Degraded is [var reason, ..]) throw new InvalidOperationException(reason);
            sum += question.Ndcg(found.Chunks.Select(c => (int)c.Record.Fields[Place].AsInteger()));
        }

        return sum / _collection.Questions.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task FillAsync()
    {
        var store = _services.GetRag<IVectorStore>();
        var embedder = _services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>();
        var made = (EmbeddingGeneratorMetadata)embedder.GetService(typeof(EmbeddingGeneratorMetadata))!;
        var dimension = made.DefaultModelDimensions!.Value;
        var fields = new Dictionary<string, FieldKind> { [RagFields.Tenant] = FieldKind.Text };
        await store.EnsureCollectionAsync(new("documents", dimension, $"{made.ProviderName}/{made.DefaultModelId}/{dimension}", fields));
        foreach (var batch in _collection.Texts.Index().Chunk(Batch))
        {
            var vectors = await embedder.GenerateAsync(batch.Select(text => text.Item));
            await store.UpsertAsync("documents", [.. batch.Zip(vectors, (text, vector) => Record(text.Index, text.Item) with { Vector = vector.Vector })]);
        }
    }

    private VectorRecord Record(int place, string text) => new(
        RagIds.Chunk(Tenant, _collection.Name, "text", place, string.Empty),
        text,
        new Dictionary<string, FieldValue> { [RagFields.Tenant] = Tenant, [Place] = (long)place });
}
