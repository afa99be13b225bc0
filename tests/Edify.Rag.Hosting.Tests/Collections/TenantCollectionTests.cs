using Edify.Rag.Hosting.Collections.Tenants;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Collections;

public sealed class TenantCollectionTests : IDisposable
{
    private readonly TemporaryDirectory _state = new();
    private IVectorStore? _plain;

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Each_tenant_has_a_collection_and_sees_nothing_of_another()
    {
        await using var school = School();
        await school.PutAsync("General/bell.txt", "The first bell rings at eight.");
        await school.IngestAsync();
        await school.Blobs.DeleteAsync("General/bell.txt");
        await school.PutAsync("General/lunch.txt", "Lunch is at noon.");
        await school.Pipeline.RunAsync(new("riverside"));

        Assert.Equal(["The first bell rings at eight."], await TextsAsync("greenfield"));
        Assert.Equal(["Lunch is at noon."], await TextsAsync("riverside"));
        Assert.Equal(2, (await school.Store.MeasureCollectionAsync("documents")).Records);
        Assert.Equal(AnswerOutcome.Answered, (await school.AskAsync("When does the first bell ring?", SmallSchool.Teacher)).Outcome);
        var stranger = new RagUser("rita", "riverside") { Roles = ["teacher"] };
        Assert.DoesNotContain("eight", (await school.AskAsync("When does the first bell ring?", stranger)).Text, StringComparison.Ordinal);
        Assert.Empty(await CitedAsync(school, stranger));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("edify:tenants")]
    [InlineData("' OR 1=1 --")]
    [InlineData("../greenfield")]
    public async Task A_tenant_without_documents_finds_nothing_and_learns_nothing(string tenant)
    {
        await using var school = School();
        await school.PutAsync("General/bell.txt", "The first bell rings at eight.");
        await school.IngestAsync();

        var scope = AccessScope.ForSystem(tenant, "test");
        Assert.Empty(await school.Store.ScanAsync("documents", scope).ToListAsync());
        Assert.Equal(0, await school.Store.CountAsync("documents", scope));
        Assert.Empty(await school.Store.SearchAsync("documents", new() { Text = "bell", Limit = 5 }, scope).ToListAsync());
        Assert.Equal(0, await school.Store.DeleteAsync("documents", VectorFilter.Equal(RagFields.Tenant, tenant) & VectorFilter.Exists(RagFields.Name)));
        Assert.Equal(AnswerOutcome.NotFound, (await school.AskAsync("When does the first bell ring?", new("rita", tenant) { Roles = ["admin"] })).Outcome);
        Assert.Single(await school.RecordsAsync());
    }

    [Fact]
    public async Task Runs_follow_changes_and_other_processes_find_the_collections()
    {
        await using (var school = School())
        {
            await school.PutAsync("General/bell.txt", "The first bell rings at eight.");
            await school.IngestAsync();
            Assert.Equal(1, (await school.IngestAsync()).Unchanged);
            await school.PutAsync("General/bell.txt", "The first bell rings at nine.");
            Assert.Equal(1, (await school.IngestAsync()).Ingested);
            Assert.Equal(["The first bell rings at nine."], await school.TextsAsync());
        }

        await using var again = School();
        Assert.Equal(["The first bell rings at nine."], await again.TextsAsync());
        Assert.Equal(1, await again.Store.UpdateFieldsAsync("documents", VectorFilter.Exists(RagFields.Name), new Dictionary<string, FieldValue> { ["colour"] = "red" }));
        Assert.Equal(1, (await again.IngestAsync()).Removed);
        Assert.Empty(await again.TextsAsync());
    }

    [Fact]
    public async Task Dropping_the_collection_drops_those_of_all_tenants()
    {
        await using var school = School();
        await school.PutAsync("General/bell.txt", "The first bell rings at eight.");
        await school.IngestAsync();
        await school.Pipeline.RunAsync(new("riverside"));

        Assert.True(await school.Store.DropCollectionAsync("documents"));
        foreach (var name in (string[])["documents", TenantCollectionNames.Of("documents", "greenfield"), TenantCollectionNames.Of("documents", "riverside")])
            Assert.Null(await _plain!.GetCollectionAsync(name));
        await Assert.ThrowsAsync<VectorStoreException>(async () => await school.RecordsAsync());

        await school.IngestAsync();
        Assert.Single(await school.TextsAsync());
    }

    [Fact]
    public async Task A_cached_answer_is_as_old_as_the_content_of_all()
    {
        await using var school = School();
        await school.PutAsync("General/bell.txt", "The first bell rings at eight.");
        await school.IngestAsync();
        var details = Assert.IsAssignableFrom<IVectorStoreDetails>(school.Store);
        var before = await details.GetContentVersionAsync("documents");
        Assert.Equal(before, await details.GetContentVersionAsync("documents"));
        await school.Pipeline.RunAsync(new("riverside"));
        Assert.NotEqual(before, await details.GetContentVersionAsync("documents"));
    }

    [Fact]
    public async Task A_record_without_a_tenant_and_one_for_another_tenant_are_refused()
    {
        await using var school = School();
        await school.PutAsync("General/bell.txt", "The first bell rings at eight.");
        await school.IngestAsync();
        var record = Assert.Single(await school.RecordsAsync());

        await Assert.ThrowsAsync<ArgumentException>(() => school.Store.UpsertAsync("documents", [record with { Fields = new Dictionary<string, FieldValue>() }]));
        await Assert.ThrowsAsync<ArgumentException>(() => school.Store.UpdateFieldsAsync(
            "documents", VectorFilter.Exists(RagFields.Name), new Dictionary<string, FieldValue> { [RagFields.Tenant] = "riverside" }));
    }

    [Fact]
    public void Configuration_chooses_it_and_long_names_are_refused()
    {
        using var services = new ServiceCollection().AddEdifyRag(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["EdifyRag:TenantCollections"] = "true",
            ["EdifyRag:Collection"] = new string('x', 38),
            ["EdifyRag:StateDirectory"] = _state.Path,
        }).Build().GetSection("EdifyRag")).BuildServiceProvider();

        Assert.Contains("collection per tenant", services.GetRequiredKeyedService<RagDescription>(RagServices.DefaultName).Stages.Single(s => s.Contract == "IVectorStore").Decorators);
        Assert.Contains("longer than 37", Assert.Throws<RagConfigurationException>(() => services.GetRag<IVectorStore>()).Message, StringComparison.Ordinal);
    }

    private SmallSchool School() => new(rag => rag.UseStateDirectory(_state.Path)
        .Decorate<IVectorStore>("plain", (inner, _) => _plain = inner)
        .UseTenantCollections());

    private async Task<IReadOnlyList<string>> TextsAsync(string tenant) =>
        await _plain!.ScanAsync(TenantCollectionNames.Of("documents", tenant), AccessScope.ForSystem(tenant, "test")).Select(r => r.Text).ToListAsync();

    private static async Task<IReadOnlyList<Citation>> CitedAsync(SmallSchool school, RagUser user) => (await school.AskAsync("When does the first bell ring?", user)).Citations;
}
