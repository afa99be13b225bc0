using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Retrieval;

public sealed class RerankedRetrieverTests
{
    [Fact]
    public async Task A_reranker_chooses_among_more_passages_than_are_asked_for()
    {
        var reranker = new LongestFirst();
        await using var school = await SchoolAsync(rag => rag.Use<IReranker>("longest", _ => reranker));

        var found = await RetrieveAsync(school, new("key") { Top = 1 });

        Assert.Equal("General/6.txt", Assert.Single(found.Chunks).Name);
        Assert.Equal(7, reranker.Seen);
        Assert.Equal("key", reranker.Question);
        Assert.NotNull(found.Chunks[0].RerankScore);
        Assert.Equal("rerank", found.Steps[^1].Name);
        Assert.Empty(found.Degraded);
    }

    [Theory]
    [InlineData(3, 2, 3)]
    [InlineData(3, 5, 5)]
    public async Task It_sees_as_many_candidates_as_configured_but_never_fewer_than_are_asked_for(int candidates, int top, int seen)
    {
        var reranker = new LongestFirst();
        await using var school = await SchoolAsync(rag => rag.Use<IReranker>("longest", _ => reranker).ConfigureRetrieval(o => o.RerankCandidates = candidates));

        Assert.Equal(top, (await RetrieveAsync(school, new("key") { Top = top })).Chunks.Count);
        Assert.Equal(seen, reranker.Seen);
    }

    [Fact]
    public async Task A_reranker_that_fails_leaves_the_order_of_the_search_and_is_told_of()
    {
        await using var plain = await SchoolAsync();
        await using var failing = await SchoolAsync(rag => rag.Use<IReranker>("failing", _ => new LongestFirst { Failure = new InvalidOperationException() }));

        var found = await RetrieveAsync(failing, new("key") { Top = 3 });

        Assert.Equal((await RetrieveAsync(plain, new("key") { Top = 3 })).Chunks.Select(c => c.Name), found.Chunks.Select(c => c.Name));
        Assert.Contains("reranker", Assert.Single(found.Degraded), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_reranking_is_a_cancelled_search()
    {
        using var source = new CancellationTokenSource();
        await using var school = await SchoolAsync(rag => rag.Use<IReranker>("cancelling", _ => new LongestFirst { Before = source.Cancel }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RetrieveAsync(school, new("key"), source.Token));
    }

    [Fact]
    public async Task A_passage_that_a_reranker_brings_from_elsewhere_is_checked_against_the_scope()
    {
        var foreign = new RetrievedChunk(new VectorRecord(Guid.NewGuid(), "The safe opens with 1234.", new Dictionary<string, FieldValue>()), 9);
        await using var school = await SchoolAsync(rag => rag.Use<IReranker>("foreign", _ => new LongestFirst { Foreign = foreign }));
        Assert.DoesNotContain((await RetrieveAsync(school, new("key"))).Chunks, c => c.Record.Id == foreign.Record.Id);
    }

    [Fact]
    public async Task A_reranker_sees_nothing_that_the_scope_does_not_admit()
    {
        var reranker = new LongestFirst();
        await using var school = await SchoolAsync(rag => rag
            .Use<IReranker>("longest", _ => reranker)
            .Decorate<IVectorStore>("leak", (store, _) => new LeakingStore(store)));
        await school.PutAsync("SOP/a.txt", "The safe opens with a key.");
        await school.IngestAsync();

        await RetrieveAsync(school, new("key"));

        Assert.Equal(7, reranker.Seen);
    }

    [Theory]
    [InlineData(false, RagHealth.Healthy)]
    [InlineData(true, RagHealth.Broken)]
    public async Task The_doctor_tries_the_reranker(bool fails, RagHealth health)
    {
        await using var school = new SmallSchool(rag => rag.Use<IReranker>("tried", _ => new LongestFirst { Failure = fails ? new InvalidOperationException("No weights.") : null }));
        var findings = await school.Services.GetRag<IRagDoctor>().ExamineAsync(TestContext.Current.CancellationToken);
        var finding = Assert.Single(findings, f => f.Part == "reranker");
        Assert.Equal(health, finding.Health);
        Assert.Equal(fails, finding.Message == "No weights.");
    }

    [Fact]
    public async Task Without_a_reranker_the_doctor_says_nothing_of_one()
    {
        await using var school = new SmallSchool();
        Assert.DoesNotContain(await school.Services.GetRag<IRagDoctor>().ExamineAsync(TestContext.Current.CancellationToken), f => f.Part == "reranker");
    }

    private static async Task<SmallSchool> SchoolAsync(Action<IRagBuilder>? configure = null)
    {
        var school = new SmallSchool(configure);
        for (var i = 0; i < 7; i++) await school.PutAsync($"General/{i}.txt", $"The key{string.Concat(Enumerable.Repeat(" of the gate", i))} is here.");
        await school.IngestAsync();
        return school;
    }

    private static async Task<RetrievalResult> RetrieveAsync(SmallSchool school, RetrievalQuery query, CancellationToken cancellationToken = default)
    {
        var scope = await school.Services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Teacher, CancellationToken.None);
        return await school.Services.GetRag<IRetriever>().RetrieveAsync(query, scope, cancellationToken);
    }

    /// <summary>Takes the longest passage for the best.</summary>
    private sealed class LongestFirst : IReranker
    {
        public int Seen { get; private set; }

        public string? Question { get; private set; }

        public Exception? Failure { get; init; }

        public Action? Before { get; init; }

        public RetrievedChunk? Foreign { get; init; }

        public Task<IReadOnlyList<RetrievedChunk>> RerankAsync(string question, IReadOnlyList<RetrievedChunk> passages, CancellationToken cancellationToken = default)
        {
            (Question, Seen) = (question, passages.Count);
            Before?.Invoke();
            cancellationToken.ThrowIfCancellationRequested();
            if (Failure is not null) throw Failure;
            return Task.FromResult<IReadOnlyList<RetrievedChunk>>(
                [.. passages.Concat(Foreign is null ? [] : [Foreign]).OrderByDescending(p => p.Record.Text.Length).Select(p => p with { Score = p.Record.Text.Length, RerankScore = p.Record.Text.Length })]);
        }
    }
}
