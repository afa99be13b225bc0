using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Collections;

/// <summary>The way back from a re-embedding, and what becomes of the old collection.</summary>
public sealed class RollbackTests : IDisposable
{
    private readonly ModelSchool _school = new();

    public void Dispose() => _school.Dispose();

    [Fact]
    public async Task Rolled_back_it_is_as_it_was()
    {
        await _school.IngestedAsync(5);
        await using (var school = _school.Open(new("b"))) await school.ReembedAsync();

        await using (var back = _school.Open(new("a")))
        {
            Assert.Equal(new("documents-2", "documents-1"), await back.Maintenance().RollBackAsync([SmallSchool.Tenant]));
            Assert.Equal(5, (await back.IngestAsync()).Unchanged);
            Assert.Empty((await back.Pipeline.ReconcileAsync(new(SmallSchool.Tenant), mend: false)).Differences);
            Assert.Empty((await back.AskAsync("On which floor is the room of class 3?", SmallSchool.Teacher)).Trace.Degraded);
        }

        // And forth again: the newer one is kept in the older one's place.
        await using var forth = _school.Open(new("b"));
        Assert.Equal(new("documents-1", "documents-2"), await forth.Maintenance().RollBackAsync([SmallSchool.Tenant]));
        Assert.Equal(5, (await forth.IngestAsync()).Unchanged);
    }

    [Fact]
    public async Task What_was_ingested_since_the_switch_is_ingested_again_after_a_rollback()
    {
        await _school.IngestedAsync(3);
        await using (var school = _school.Open(new("b")))
        {
            await school.ReembedAsync();
            await _school.PutAsync("General/new.md", "# New\n\nThe gym opens at nine.");
            await _school.PutAsync("General/notice-000.md", "# Notice 0\n\nThe room of class 0 is on the roof.");
            _school.Delete("General/notice-002.md");
            await school.IngestAsync();
        }

        await using var back = _school.Open(new("a"));
        await back.Maintenance().RollBackAsync([SmallSchool.Tenant]);
        var run = await back.IngestAsync();

        Assert.Equal((2, 1), (run.Ingested, run.Unchanged));
        var texts = await back.TextsAsync();
        Assert.Contains(texts, t => t.Contains("gym", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("roof", StringComparison.Ordinal));
        Assert.DoesNotContain(texts, t => t.Contains("class 2", StringComparison.Ordinal));
        Assert.Empty((await back.Pipeline.ReconcileAsync(new(SmallSchool.Tenant), mend: false)).Differences);
    }

    [Fact]
    public async Task The_old_one_is_dropped_when_asked_for()
    {
        await _school.IngestedAsync(2);
        await using var school = _school.Open(new("b"));
        await school.ReembedAsync();

        Assert.Equal(["documents-1"], await school.Maintenance().DropOldAsync());
        Assert.Empty(await school.Maintenance().DropOldAsync());

        Assert.Null(await school.Store.GetCollectionAsync("documents-1"));
        Assert.NotEmpty(await school.RecordsAsync());
        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => school.Maintenance().RollBackAsync([SmallSchool.Tenant]));
        Assert.Contains("'documents-2' is in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_one_that_is_still_kept_is_asked_about_first()
    {
        await _school.IngestedAsync(2);
        await using (var school = _school.Open(new("b"))) await school.ReembedAsync();
        await using var third = _school.Open(new("c"));

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => third.ReembedAsync());

        Assert.Contains("--drop-old", error.Message, StringComparison.Ordinal);
        Assert.Equal("documents-2", (await third.AliasesAsync())["documents"]);
    }
}
