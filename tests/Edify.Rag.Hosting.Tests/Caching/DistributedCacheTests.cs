using System.Text;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Caching;

public sealed class DistributedCacheTests : IDisposable
{
    private const string Fee = CachedSchool.Fee;

    private readonly WatchedChatClient _model = new();
    private readonly FakeDistributedCache _cache = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task A_cache_that_is_down_costs_nothing_but_its_help()
    {
        _cache.IsDown = true;
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.UseAnswerCache(), _cache);
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(AnswerOutcome.Answered, (await school.AskAsync(Fee, SmallSchool.Admin)).Outcome);

        // It is left alone after its first failure.
        Assert.InRange(_cache.Calls, 1, 3);
        await Assert.ThrowsAsync<RagStateException>(() => school.Services.GetRequiredService<IAnswerCache>().ClearAsync(SmallSchool.Tenant));
    }

    [Fact]
    public async Task An_entry_of_another_scope_is_not_served_even_if_the_cache_mixes_them_up()
    {
        await using var school = await CachedSchool.OpenAsync(_model, WithoutMemory, _cache);
        await school.AskAsync("When does the first bell ring?", SmallSchool.Admin);
        var ofAdmin = _cache.Entries.Single(e => Encoding.UTF8.GetString(e.Value).Contains("eight", StringComparison.Ordinal)).Value;
        foreach (var mixedUp in (Func<string, byte[]?, byte[]?>[])[(_, _) => ofAdmin, (_, v) => v?[..(v.Length / 2)], (_, v) => v is null ? null : new byte[v.Length], (_, v) => v is null ? null : "{}"u8.ToArray(), (_, v) => v is null ? null : "null"u8.ToArray()])
        {
            _cache.Reads = (key, value) => key.Contains("cleared", StringComparison.Ordinal) ? value : mixedUp(key, value);
            foreach (var user in (RagUser[])[SmallSchool.Pupil("5"), SmallSchool.Admin])
            {
                var answer = await school.AskAsync(Fee, user);
                Assert.False(answer.Trace.Cached);
                Assert.DoesNotContain("eight", answer.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Machines_that_share_a_cache_over_a_store_that_can_not_tell_hear_of_each_others_writes()
    {
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.Decorate<IVectorStore>("mute", (inner, _) => new MuteStore(inner)).UseAnswerCache(), _cache);
        var store = school.Store;
        await using var other = new SmallSchool(rag =>
        {
            rag.Services.AddSingleton<IDistributedCache>(_cache);
            rag.Use<IVectorStore>("mute", _ => new MuteStore(store)).UseAnswerCache(o => o.Distributed = true).UseChat(_ => _model);
        });
        await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.True((await other.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);

        await school.PutAsync(CachedSchool.FeeDocument, "A late fee of 75 rupees is charged for every week of delay.");
        await school.IngestAsync();
        Assert.Contains("75 rupees", (await other.AskAsync(Fee, SmallSchool.Admin)).Text, StringComparison.Ordinal);

        await school.Services.GetRequiredService<IAnswerCache>().ClearAsync(SmallSchool.Tenant);
        Assert.False((await other.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
    }

    [Fact]
    public async Task Over_a_store_that_can_not_tell_nothing_is_kept_unless_it_is_asked_for()
    {
        await using var school = await CachedSchool.OpenAsync(_model, rag => rag.Decorate<IVectorStore>("mute", (inner, _) => new MuteStore(inner)));
        await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.False((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
    }

    [Fact, Trait("Needs", "redis")]
    public async Task Answers_of_one_process_are_found_by_another_in_a_real_Redis()
    {
        await using var redis = await RedisCache.ConnectAsync(TestServers.Redis);
        await using var school = await CachedSchool.OpenAsync(_model, Semantic, redis);
        var store = school.Store;
        await using var other = new SmallSchool(rag =>
        {
            rag.Services.AddSingleton<IDistributedCache>(redis);
            rag.Use<IVectorStore>("shared", _ => new SharedStore(store)).ConfigureAnswerCache(o => o.Distributed = true).UseChat(_ => _model);
            Semantic(rag);
        });
        await school.AskAsync(Fee, SmallSchool.Admin);
        Assert.True((await other.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);
        Assert.True((await other.AskAsync("Please tell me the late fee", SmallSchool.Admin)).Trace.Cached);
        Assert.False((await other.AskAsync(Fee, SmallSchool.Pupil("5"))).Trace.Cached);
        Assert.Equal(1, _model.Answers);
        await other.Services.GetRequiredService<IAnswerCache>().ClearAsync(SmallSchool.Tenant);
        Assert.False((await school.AskAsync(Fee, SmallSchool.Admin)).Trace.Cached);

        static void Semantic(IRagBuilder rag) => rag.ConfigureAnswerCache(o => (o.Semantic, o.SimilarityThreshold) = (true, 0.5));
    }

    private static void WithoutMemory(IRagBuilder rag) => rag.ConfigureAnswerCache(o => o.MemoryBytes = 0);

    /// <summary>A store that tells nothing of itself.</summary>
    private sealed class MuteStore(IVectorStore inner) : DelegatingStore(inner);

    /// <summary>Another pipeline's view of a store that tells its changes.</summary>
    private sealed class SharedStore(IVectorStore inner) : DelegatingStore(inner), IVectorStoreDetails
    {
        public VectorStoreMetadata Metadata => ((IVectorStoreDetails)Inner).Metadata;

        public Task<IReadOnlyCollection<string>?> GetIndexedFieldsAsync(string collection, CancellationToken cancellationToken = default) =>
            ((IVectorStoreDetails)Inner).GetIndexedFieldsAsync(collection, cancellationToken);

        public Task<string?> GetContentVersionAsync(string collection, CancellationToken cancellationToken = default) =>
            ((IVectorStoreDetails)Inner).GetContentVersionAsync(collection, cancellationToken);
    }
}
