using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Usage.Metering;

public sealed class IngestionUsageTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task What_is_stored_is_counted_as_it_comes_changes_and_goes()
    {
        await using var school = await CountedSchool.OpenAsync(_time, _ => { });
        var before = await StoredAsync(school);
        Assert.True(before > 0);
        await school.PutAsync("General/new.txt", new string('x', 1_000));
        await school.IngestAsync();
        Assert.Equal(before + 1_000, await StoredAsync(school));
        await school.PutAsync("General/new.txt", new string('y', 400));
        await school.IngestAsync();
        Assert.Equal(before + 400, await StoredAsync(school));
        await school.Pipeline.DeleteAsync(SmallSchool.Tenant, "General/new.txt");
        Assert.Equal(before, await StoredAsync(school));
    }

    [Fact]
    public async Task Texts_that_are_embedded_are_counted_for_the_tenant_and_for_who_asks()
    {
        await using var school = await CountedSchool.OpenAsync(_time, _ => { });
        var ingested = (await school.LineAsync(UsageGrouping.Tenant, SmallSchool.Tenant)).Embeddings;
        Assert.True(ingested >= 2);
        await school.IngestAsync();
        Assert.Equal(ingested, (await school.LineAsync(UsageGrouping.Tenant, SmallSchool.Tenant)).Embeddings);
        await school.AskAsync();
        var asked = (await school.OfTeacherAsync()).Embeddings;
        Assert.True(asked >= 1);
        Assert.Equal(ingested + asked, (await school.LineAsync(UsageGrouping.Tenant, SmallSchool.Tenant)).Embeddings);
    }

    [Fact]
    public async Task A_document_that_does_not_fit_fails_and_the_others_do_not()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("small").StorageBytes = 5_000;
            o.Tenants[SmallSchool.Tenant] = "small";
        });
        await school.PutAsync("General/a.txt", new string('a', 3_000));
        await school.PutAsync("General/b.txt", new string('b', 3_000));
        await school.PutAsync("General/c.txt", new string('c', 500));
        var report = await school.IngestAsync();
        var failure = Assert.Single(report.Failed);
        Assert.Contains("5,000 bytes", failure.Reason, StringComparison.Ordinal);
        Assert.InRange(await StoredAsync(school), 3_500, 5_000);

        // Room is made, and the next run finds it.
        await school.Pipeline.DeleteAsync(SmallSchool.Tenant, failure.Name == "General/a.txt" ? "General/b.txt" : "General/a.txt");
        await school.Blobs.DeleteAsync(failure.Name == "General/a.txt" ? "General/b.txt" : "General/a.txt");
        Assert.Empty((await school.IngestAsync()).Failed);
    }

    [Fact]
    public async Task Documents_wait_for_the_next_day_when_a_plans_embeddings_are_used_up()
    {
        await using var school = await CountedSchool.OpenAsync(_time, o =>
        {
            o.Plan("small").EmbeddingsPerDay = 2;
            o.Tenants[SmallSchool.Tenant] = "small";
        });
        await school.PutAsync("General/c.txt", "Something new.");
        Assert.Contains("2 embeddings a Day", Assert.Single((await school.IngestAsync()).Failed).Reason, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty((await school.IngestAsync()).Failed);
    }

    private static async Task<long> StoredAsync(SmallSchool school) => (await school.LineAsync(UsageGrouping.Tenant, SmallSchool.Tenant)).StorageBytes;
}
