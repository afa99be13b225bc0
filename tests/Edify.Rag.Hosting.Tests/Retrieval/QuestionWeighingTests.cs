using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Retrieval;

public class QuestionWeighingTests
{
    private const string Weighed = "words weighed by the collection";

    [Fact]
    public async Task A_word_that_is_rare_in_the_collection_counts_more()
    {
        await using var weighing = await FilledAsync();
        await using var plain = await FilledAsync(rag => rag.Decorate<IVectorStore>("uncounting", (store, _) => new UncountingStore(store)));

        var (found, without) = (await FindAsync(weighing), await FindAsync(plain));

        Assert.Equal("General/lime.txt", found.Chunks[0].Name);
        Assert.True(Similarity(found, "lime") > Similarity(without, "lime") + 0.05);
        Assert.True(Similarity(found, "rule1") < Similarity(without, "rule1") - 0.05);
        Assert.Contains(Weighed, Embedding(found), StringComparison.Ordinal);
        Assert.DoesNotContain(Weighed, Embedding(without), StringComparison.Ordinal);
        Assert.Empty(without.Degraded);
    }

    [Fact]
    public async Task What_is_ingested_weighs_with_the_next_question()
    {
        await using var school = await FilledAsync();
        var before = Similarity(await FindAsync(school), "lime");
        for (var i = 0; i < 20; i++) await school.PutAsync($"General/lime{i}.txt", $"Lime is quarried at place {i}.");
        await school.IngestAsync();

        Assert.True(Similarity(await FindAsync(school, top: 50), "lime") < before - 0.02);
    }

    [Fact]
    public async Task A_store_that_fails_to_count_is_searched_all_the_same()
    {
        CountingStore? counting = null;
        await using var school = await FilledAsync(rag => rag.Decorate<IVectorStore>("counting", (store, _) => counting = new(store)));
        counting!.IsBroken = true;

        var found = await FindAsync(school);

        Assert.Equal(1, counting.Asked);
        Assert.NotEmpty(found.Chunks);
        Assert.Empty(found.Degraded);
        Assert.DoesNotContain(Weighed, Embedding(found), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_is_not_asked_for_an_embedder_that_weighs_nothing_nor_for_passages()
    {
        CountingStore? counting = null;
        await using var school = await FilledAsync(rag =>
        {
            rag.Decorate<IVectorStore>("counting", (store, _) => counting = new(store));
            rag.Decorate<IEmbeddingGenerator<string, Embedding<float>>>("unweighing", (inner, _) => new UnweighingEmbedder(inner));
        });

        await FindAsync(school);

        Assert.Equal(0, counting!.Asked);
    }

    [Fact]
    public async Task Words_are_searched_alone_where_another_embedder_made_the_collection()
    {
        await using var school = new SmallSchool();
        await FillByOldEmbedderAsync(school, dimension: 1024);

        var found = await FindAsync(school, RetrievalMode.Hybrid);

        var reason = Assert.Single(found.Degraded);
        Assert.Contains("edify/hashing-v1/1024", reason, StringComparison.Ordinal);
        Assert.Contains("edify/hashing-v2/1024", reason, StringComparison.Ordinal);
        Assert.Contains("--recreate", reason, StringComparison.Ordinal);
        Assert.Null(Assert.Single(found.Chunks).Similarity);
        await Assert.ThrowsAsync<RagConfigurationException>(() => FindAsync(school, RetrievalMode.Vector));
    }

    [Fact]
    public async Task A_collection_of_the_older_hashing_embedder_is_made_anew_on_demand()
    {
        await using var school = new SmallSchool();
        await FillByOldEmbedderAsync(school, dimension: 512);
        await school.PutAsync("General/lime.txt", "Lime is burnt at 900 degrees.");

        var refused = await Assert.ThrowsAsync<VectorStoreException>(() => school.IngestAsync());
        var unplanned = await Assert.ThrowsAsync<VectorStoreException>(async () => await school.Pipeline.PlanAsync(new(SmallSchool.Tenant)).ToListAsync());
        Assert.All(new[] { refused.Message, unplanned.Message }, message =>
        {
            Assert.Contains("hashing-v1", message, StringComparison.Ordinal);
            Assert.Contains("--recreate", message, StringComparison.Ordinal);
        });

        var request = new IngestionRequest(SmallSchool.Tenant) { Recreate = true };
        Assert.Single(await school.Pipeline.PlanAsync(request).ToListAsync());
        Assert.Equal(1, (await school.Pipeline.RunAsync(request)).Ingested);
        Assert.NotNull(Assert.Single((await FindAsync(school, RetrievalMode.Hybrid)).Chunks).Similarity);
    }

    private static async Task<SmallSchool> FilledAsync(Action<IRagBuilder>? configure = null)
    {
        var school = new SmallSchool(configure);
        for (var i = 0; i < 10; i++) await school.PutAsync($"General/rule{i}.txt", $"The school burns rubbish by rule {i}.");
        await school.PutAsync("General/lime.txt", "Lime is burnt at 900 degrees.");
        await school.IngestAsync();
        return school;
    }

    private static async Task FillByOldEmbedderAsync(SmallSchool school, int dimension)
    {
        var fields = new Dictionary<string, FieldValue>
        {
            [RagFields.Tenant] = SmallSchool.Tenant, [RagFields.Module] = RagModules.General, [RagFields.Name] = "General/old.txt",
        };
        await school.Store.EnsureCollectionAsync(new("documents", dimension, $"edify/hashing-v1/{dimension}", new Dictionary<string, FieldKind>()));
        await school.Store.UpsertAsync("documents", [new(Guid.NewGuid(), "The school has lime.", fields) { Vector = new float[dimension].Select((_, i) => i == 0 ? 1f : 0f).ToArray() }]);
    }

    private static async Task<RetrievalResult> FindAsync(SmallSchool school, RetrievalMode mode = RetrievalMode.Vector, int top = 20) =>
        await school.Services.GetRag<IRetriever>().RetrieveAsync(new("school lime") { Mode = mode, Top = top }, AccessScope.ForSystem(SmallSchool.Tenant, "test"));

    private static float Similarity(RetrievalResult found, string name) => found.Chunks.Single(c => c.Name == $"General/{name}.txt").Similarity!.Value;

    private static string Embedding(RetrievalResult found) => found.Steps.Single(s => s.Name == "embed").Detail;

    private sealed class UnweighingEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public override object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(ITermWeighting) ? null : base.GetService(serviceType, serviceKey);
    }
}
