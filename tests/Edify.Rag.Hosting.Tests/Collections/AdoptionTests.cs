using Edify.Rag.Hosting.Tests.Support;
using static Edify.Rag.Hosting.Tests.Collections.StoreRecords;

namespace Edify.Rag.Hosting.Tests.Collections;

/// <summary>Collections that were made before names were aliases.</summary>
public sealed class AdoptionTests : IDisposable
{
    private readonly ModelSchool _school = new();

    public void Dispose() => _school.Dispose();

    [Fact]
    public async Task A_plain_collection_keeps_working_and_is_put_behind_an_alias_on_demand()
    {
        // As earlier versions made it, and stores without aliases do.
        await _school.PutManyAsync(3);
        await using (var plain = _school.Open(new("a"), rag => rag.Decorate<IVectorStore>("plain", (inner, _) => new FailingStore(inner))))
        {
            await plain.IngestAsync();
            var without = await Assert.ThrowsAsync<RagConfigurationException>(() => plain.ReembedAsync());
            Assert.Contains("has no aliases", without.Message, StringComparison.Ordinal);
        }

        await using (var school = _school.Open(new("a")))
        {
            Assert.Equal(3, (await school.IngestAsync()).Unchanged);
            Assert.Empty(await school.AliasesAsync());
            var error = await Assert.ThrowsAsync<RagConfigurationException>(() => school.ReembedAsync());
            Assert.Contains("reembed --adopt", error.Message, StringComparison.Ordinal);
            var before = await school.Store.AllAsync();

            Assert.Equal(new("documents", "documents-1"), await school.Maintenance().AdoptAsync([SmallSchool.Tenant]));

            AssertSame(before, await school.Store.AllAsync());
            Assert.Equal(new Dictionary<string, string> { ["documents"] = "documents-1" }, await school.AliasesAsync());
            Assert.Equal(3, (await school.IngestAsync()).Unchanged);
            await Assert.ThrowsAsync<RagConfigurationException>(() => school.Maintenance().AdoptAsync([SmallSchool.Tenant]));
        }

        await using var next = _school.Open(new("b"));
        Assert.True((await next.ReembedAsync()).IsSwitched);
    }

    [Fact]
    public async Task An_adoption_that_died_at_its_last_step_is_completed_by_whoever_comes_next()
    {
        await _school.IngestedAsync(3);
        await using var school = _school.Open(new("a"));
        var aliases = (ICollectionAliases)school.Store;
        await aliases.SetAliasAsync("documents-next", "documents-1");
        await aliases.RemoveAliasAsync("documents");

        Assert.Equal(3, (await school.IngestAsync()).Unchanged);
        Assert.Equal("documents-1", (await school.AliasesAsync())["documents"]);
    }
}
