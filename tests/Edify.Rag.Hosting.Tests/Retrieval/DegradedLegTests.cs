using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Retrieval;

/// <summary>Legs that fail or hang, of a store that is otherwise the embedded one.</summary>
public sealed class DegradedLegTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private SlowStore _store = null!;
    private SwitchedEmbedder? _embedder;

    public void Dispose() => _embedder?.Dispose();

    [Fact]
    public async Task Both_legs_are_fused_by_the_store_in_one_call_where_it_can()
    {
        await using var school = await OpenAsync();
        var found = await FindAsync(school);
        Assert.Empty(found.Degraded);
        var asked = Assert.Single(_store.Asked);
        Assert.True(asked is { Vector: not null, Text: not null });
    }

    [Theory]
    [InlineData(StoreLeg.Fails, StoreLeg.Works, "by meaning")]
    [InlineData(StoreLeg.Hangs, StoreLeg.Works, "by meaning")]
    [InlineData(StoreLeg.Works, StoreLeg.Fails, "by words")]
    [InlineData(StoreLeg.Works, StoreLeg.Hangs, "by words")]
    public async Task A_leg_that_fails_or_is_late_is_dropped_and_named(StoreLeg vector, StoreLeg lexical, string missing)
    {
        await using var school = await OpenAsync(o => o.FuseInStore = false);
        (_store.Vector, _store.Lexical) = (vector, lexical);

        var found = await FindAsync(school);

        Assert.Equal("General/key.txt", found.Chunks[0].Name);
        Assert.StartsWith($"The search {missing}", Assert.Single(found.Degraded), StringComparison.Ordinal);
        Assert.All(found.Chunks, c => Assert.Null(vector == StoreLeg.Works ? c.LexicalScore : c.Similarity));
    }

    [Theory]
    [InlineData(StoreLeg.Fails)]
    [InlineData(StoreLeg.Hangs)]
    public async Task A_store_whose_own_fusion_is_missing_is_asked_for_each_leg(StoreLeg both)
    {
        await using var school = await OpenAsync();
        _store.Both = both;

        var found = await FindAsync(school);

        Assert.Equal("General/key.txt", found.Chunks[0].Name);
        Assert.True(found.Chunks[0] is { Similarity: not null, LexicalScore: not null });
        Assert.Empty(found.Degraded);
        Assert.Equal(3, _store.Asked.Count);
    }

    [Fact]
    public async Task An_embedder_that_fails_leaves_one_search_by_words()
    {
        await using var school = await OpenAsync();
        _embedder!.IsDown = true;
        var found = await FindAsync(school);
        Assert.Contains("embedder", Assert.Single(found.Degraded), StringComparison.Ordinal);
        Assert.Null(Assert.Single(_store.Asked).Vector);
    }

    [Fact]
    public async Task A_search_without_any_leg_left_fails()
    {
        await using var school = await OpenAsync();
        (_store.Both, _store.Vector, _store.Lexical) = (StoreLeg.Fails, StoreLeg.Fails, StoreLeg.Fails);
        await Assert.ThrowsAsync<VectorStoreException>(() => FindAsync(school));
    }

    [Theory]
    [InlineData(RetrievalMode.Lexical)]
    [InlineData(RetrievalMode.Vector)]
    public async Task A_single_leg_that_hangs_is_an_error_that_may_pass(RetrievalMode mode)
    {
        await using var school = await OpenAsync();
        (_store.Vector, _store.Lexical) = (StoreLeg.Hangs, StoreLeg.Hangs);
        var error = await Assert.ThrowsAsync<VectorStoreException>(() => FindAsync(school, mode));
        Assert.True(error.IsTransient);
        Assert.Contains("LegTimeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_on_a_hanging_store_is_let_go()
    {
        await using var school = await OpenAsync();
        _store.Both = StoreLeg.Hangs;
        using var source = new CancellationTokenSource();
        var search = school.Services.GetRag<IRetriever>().RetrieveAsync(new("key"), await ScopeAsync(school), source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search);
    }

    [Fact]
    public async Task An_answer_from_one_leg_says_that_it_is_degraded()
    {
        await using var school = await OpenAsync(o => o.FuseInStore = false);
        _store.Vector = StoreLeg.Fails;
        var answer = await school.AskAsync("Where is the key of the gate?", SmallSchool.Teacher);
        Assert.Equal(AnswerOutcome.Degraded, answer.Outcome);
        Assert.Contains(answer.Trace.Degraded, d => d.Contains("by meaning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Neighbours_that_can_not_be_read_cost_nothing_but_themselves()
    {
        await using var school = await OpenAsync();
        _store.Scans = StoreLeg.Hangs;
        var found = await PassAsync(school.Services.GetRag<IRetriever>().RetrieveAsync(new("key") { Neighbours = 1 }, await ScopeAsync(school)));
        Assert.NotEmpty(found.Chunks);
        Assert.Contains("neighbours", Assert.Single(found.Degraded), StringComparison.Ordinal);
    }

    private async Task<RetrievalResult> FindAsync(SmallSchool school, RetrievalMode mode = RetrievalMode.Hybrid) =>
        await PassAsync(school.Services.GetRag<IRetriever>().RetrieveAsync(new("key of the gate") { Mode = mode }, await ScopeAsync(school)));

    private Task<RetrievalResult> PassAsync(Task<RetrievalResult> search) => _time.PassUntilAsync(search, TimeSpan.FromMilliseconds(25));

    private static async Task<AccessScope> ScopeAsync(SmallSchool school) => await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher);

    private async Task<SmallSchool> OpenAsync(Action<RetrievalOptions>? configure = null)
    {
        var school = new SmallSchool(rag =>
        {
            rag.Services.AddSingleton<TimeProvider>(_time);
            rag.Decorate<IVectorStore>("slow", (store, _) => _store = new(store));
            rag.Decorate<IEmbeddingGenerator<string, Embedding<float>>>("switch", (inner, _) => _embedder = new(inner));
            if (configure is not null) rag.ConfigureRetrieval(configure);
        });
        await school.PutAsync("General/key.txt", "The key of the gate is at the office.");
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock.");
        await _time.PassUntilAsync(school.IngestAsync());
        return school;
    }
}
