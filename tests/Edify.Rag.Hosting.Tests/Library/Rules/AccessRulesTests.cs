using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Library.Rules;

public sealed class AccessRulesTests : IDisposable
{
    private const string Folder = "Knowledge Bank/kb/2025/Grade 7/Science/";
    private const string Water = Folder + "water.txt";
    private const string Fire = Folder + "fire.txt";
    private const string Question = "At how many degrees does water boil?";

    private static readonly DocumentAccess Class7b = DocumentAccess.Create(["class:7b"]);
    private static readonly DocumentAccess NotRao = DocumentAccess.Create(null, ["user:ms-rao"]);

    private readonly CharacterEmbedder _embedder = new();
    private readonly CancellationToken _end = TestContext.Current.CancellationToken;

    public void Dispose() => _embedder.Dispose();

    [Fact]
    public async Task A_rule_counts_with_the_next_query_and_nothing_is_embedded_or_read_anew()
    {
        await using var school = await OpenAsync();
        var rules = school.Services.GetRag<IAccessRules>();
        var (embedded, records) = (_embedder.Embedded.Count, await school.RecordsAsync());

        Assert.Equal([Fire, Water], await SeenAsync(school, SmallSchool.Teacher));
        Assert.Equal(1, await rules.SetAsync(SmallSchool.Tenant, new(Water, Class7b), _end));
        Assert.Equal([Fire], await SeenAsync(school, SmallSchool.Teacher));
        Assert.Equal([Water], await SeenAsync(school, new("anna", SmallSchool.Tenant) { Classes = ["7b"] }));
        Assert.Equal([Fire, Water], await SeenAsync(school, SmallSchool.Admin));
        Assert.Equal(0, await rules.SetAsync(SmallSchool.Tenant, new(Water, Class7b), _end));
        Assert.Equal(1, await rules.ClearAsync(SmallSchool.Tenant, Water, _end));
        Assert.Null(await rules.ClearAsync(SmallSchool.Tenant, Water, _end));
        Assert.Equal([Fire, Water], await SeenAsync(school, SmallSchool.Teacher));

        Assert.Equal(embedded, _embedder.Embedded.Count);
        foreach (var (before, after) in records.Zip(await school.RecordsAsync()))
        {
            Assert.Equal((before.Id, before.Text), (after.Id, after.Text));
            Assert.Equal(before.Fields.Keys.Order(StringComparer.Ordinal), after.Fields.Where(f => f.Value.Items is not { Count: 0 }).Select(f => f.Key).Union(before.Fields.Keys).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task An_answer_that_was_kept_is_not_given_to_those_who_are_shut_out_since()
    {
        await using var school = await OpenAsync(rag => rag.UseAnswerCache().ConfigureConversations(o => o.Enabled = false));
        var rules = school.Services.GetRag<IAccessRules>();
        Assert.NotEmpty((await school.AskAsync(Question, SmallSchool.Teacher)).Citations);
        var kept = await school.AskAsync(Question, SmallSchool.Teacher);
        Assert.True(kept.Trace.Cached);
        Assert.Contains(kept.Citations, c => c.DocumentName == Water);

        await rules.SetAsync(SmallSchool.Tenant, new(Folder, NotRao), _end);
        Assert.Empty((await school.AskAsync(Question, SmallSchool.Teacher)).Citations);
        await rules.ClearAsync(SmallSchool.Tenant, Folder, _end);
        Assert.Contains((await school.AskAsync(Question, SmallSchool.Teacher)).Citations, c => c.DocumentName == Water);
    }

    [Fact]
    public async Task The_most_special_rule_applies_and_without_one_what_the_file_says()
    {
        await using var school = await OpenAsync();
        var rules = school.Services.GetRag<IAccessRules>();
        Assert.Equal(2, await rules.SetAsync(SmallSchool.Tenant, new("Knowledge Bank/", DocumentAccess.Closed), _end));
        Assert.Empty(await SeenAsync(school, SmallSchool.Teacher));
        Assert.Equal(2, await rules.SetAsync(SmallSchool.Tenant, new(Folder, DocumentAccess.ByRules), _end));
        Assert.Equal([Fire, Water], await SeenAsync(school, SmallSchool.Teacher));
        Assert.Equal(1, await rules.SetAsync(SmallSchool.Tenant, new(Water, NotRao), _end));
        Assert.Equal(1, await rules.SetAsync(SmallSchool.Tenant, new(Folder, DocumentAccess.Create(["role:teacher"])), _end));
        Assert.Equal([Fire], await SeenAsync(school, SmallSchool.Teacher));
        Assert.Equal(Water, (await rules.FindAsync(SmallSchool.Tenant, Water, _end))!.Target);
        Assert.Equal(Folder, (await rules.FindAsync(SmallSchool.Tenant, Fire, _end))!.Target);
        Assert.Null(await rules.FindAsync(SmallSchool.Tenant, "SOP/late.txt", _end));
        foreach (var rule in await rules.ListAsync(SmallSchool.Tenant, _end)) await rules.ClearAsync(SmallSchool.Tenant, rule.Target, _end);
        Assert.Equal([Fire, Water], await SeenAsync(school, SmallSchool.Teacher));
    }

    [Fact]
    public async Task A_folder_is_not_one_that_begins_alike()
    {
        await using var school = await OpenAsync();
        await school.PutAsync("Knowledge Bank/kb/2025/Grade 7/Science0/a.txt", "Alike.");
        await school.PutAsync("Knowledge Bank/kb/2025/Grade 7/Science-2/a.txt", "Alike.");
        await school.IngestAsync();
        Assert.Equal(2, await school.Services.GetRag<IAccessRules>().SetAsync(SmallSchool.Tenant, new(Folder, DocumentAccess.Closed), _end));
        Assert.Equal(2, (await SeenAsync(school, SmallSchool.Teacher)).Count);
    }

    [Fact]
    public async Task A_rule_outlives_the_document_s_next_versions_and_concerns_those_that_come_later()
    {
        await using var school = await OpenAsync();
        await school.Services.GetRag<IAccessRules>().SetAsync(SmallSchool.Tenant, new(Folder, NotRao), _end);
        await school.PutAsync(Water, "Water boils at 99 degrees up here.");
        await school.PutAsync(Folder + "ice.txt", "Ice melts at 0 degrees.");
        await school.IngestAsync();
        await school.IngestAsync(force: true);
        Assert.Equal(3, (await school.RecordsAsync()).Count);
        Assert.Empty(await SeenAsync(school, SmallSchool.Teacher));
        await school.Services.GetRag<IAccessRules>().ClearAsync(SmallSchool.Tenant, Folder, _end);
        Assert.Equal(3, (await SeenAsync(school, SmallSchool.Teacher)).Count);
    }

    [Fact]
    public async Task Another_tenant_s_documents_of_the_same_name_are_left_alone()
    {
        await using var school = await OpenAsync();
        await school.Pipeline.RunAsync(new("riverside"), cancellationToken: _end);
        await school.Services.GetRag<IAccessRules>().SetAsync("riverside", new(Folder, DocumentAccess.Closed), _end);
        Assert.Equal([Fire, Water], await SeenAsync(school, SmallSchool.Teacher));
        Assert.Empty(await SeenAsync(school, new("ms-rao", "riverside") { Roles = ["teacher"] }));
    }

    /// <summary>The batch has its records made before the rule was set, and is written after.</summary>
    [Fact]
    public async Task What_is_being_written_while_a_rule_is_set_has_it_once_the_call_returns()
    {
        using var writing = new ManualResetEventSlim();
        var goOn = new TaskCompletionSource();
        await using var school = new SmallSchool(rag => rag.UseAccessPolicy(_ => new PrincipalPolicy())
            .Decorate<IVectorStore>("slow", (inner, _) => new SlowWrites(inner, () =>
            {
                writing.Set();
                return goOn.Task;
            })));
        await school.PutAsync(Water, "Water boils at 100 degrees.");
        var run = school.IngestAsync();
        Assert.True(writing.Wait(TimeSpan.FromMinutes(1), _end));
        var setting = school.Services.GetRag<IAccessRules>().SetAsync(SmallSchool.Tenant, new(Folder, NotRao), _end);
        goOn.SetResult();
        await setting;
        Assert.Empty(await SeenAsync(school, SmallSchool.Teacher));
        Assert.Equal([Water], await SeenAsync(school, SmallSchool.Admin));
        await run;
        Assert.Empty(await SeenAsync(school, SmallSchool.Teacher));
    }

    [Fact]
    public async Task What_another_machine_says_while_a_batch_is_written_counts_once_the_run_ends()
    {
        IAccessRuleStore? shared = null;
        await using var school = new SmallSchool(rag => rag.UseAccessPolicy(_ => new PrincipalPolicy())
            .Decorate<IVectorStore>("beside", (inner, _) => new SlowWrites(inner, () => shared!.WriteAsync(SmallSchool.Tenant, new(Folder, NotRao)).AsTask())));
        shared = school.Services.GetRag<IAccessRuleStore>();
        await school.PutAsync(Water, "Water boils at 100 degrees.");
        await school.IngestAsync();
        Assert.Empty(await SeenAsync(school, SmallSchool.Teacher));
        Assert.Equal([Water], await SeenAsync(school, SmallSchool.Admin));
    }

    [Fact]
    public async Task Rules_that_the_store_lost_are_applied_again()
    {
        await using var school = await OpenAsync();
        var (rules, store) = (school.Services.GetRag<IAccessRules>(), school.Services.GetRag<IAccessRuleStore>());
        await store.WriteAsync(SmallSchool.Tenant, new(Water, NotRao), _end);
        Assert.Equal([Fire, Water], await SeenAsync(school, SmallSchool.Teacher));
        Assert.Equal(1, await rules.ReapplyAsync(SmallSchool.Tenant, _end));
        Assert.Equal([Fire], await SeenAsync(school, SmallSchool.Teacher));
        await store.RemoveAsync(SmallSchool.Tenant, Water, _end);
        Assert.Equal(1, await rules.ReapplyAsync(SmallSchool.Tenant, _end));
        Assert.Equal(0, await rules.ReapplyAsync(SmallSchool.Tenant, _end));
        Assert.Equal([Fire, Water], await SeenAsync(school, SmallSchool.Teacher));
    }

    [Fact]
    public async Task A_rule_holds_in_the_collection_that_could_be_gone_back_to()
    {
        using var content = new TemporaryDirectory();
        using var state = new TemporaryDirectory();
        Directory.CreateDirectory(Path.GetDirectoryName(content[Water])!);
        await File.WriteAllTextAsync(content[Water], "Water boils at 100 degrees.", _end);
        await using (var first = Open(64)) await first.IngestAsync();
        await using (var next = Open(128))
        {
            await next.Services.GetRag<ICollectionMaintenance>().ReembedAsync(new([SmallSchool.Tenant]), null, _end);
            await next.Services.GetRag<IAccessRules>().SetAsync(SmallSchool.Tenant, new(Folder, NotRao), _end);
            Assert.Empty(await SeenAsync(next, SmallSchool.Teacher));
        }

        await using var back = Open(64);
        await back.Services.GetRag<ICollectionMaintenance>().RollBackAsync([SmallSchool.Tenant], _end);
        Assert.Empty(await SeenAsync(back, SmallSchool.Teacher));
        Assert.Equal([Water], await SeenAsync(back, SmallSchool.Admin));

        SmallSchool Open(int dimensions) => new(rag => rag
            .UseFolder(o => o.Path = content.Path).UseStateDirectory(state.Path)
            .UseAccessPolicy(_ => new PrincipalPolicy()).UseHashingEmbeddings(o => o.Dimensions = dimensions));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("a//")]
    [InlineData("../a.txt")]
    public async Task A_target_that_is_no_name_is_refused(string target)
    {
        await using var school = await OpenAsync();
        await Assert.ThrowsAsync<RagInputException>(() => school.Services.GetRag<IAccessRules>().SetAsync(SmallSchool.Tenant, new(target, NotRao), _end));
        Assert.Empty(await school.Services.GetRag<IAccessRules>().ListAsync(SmallSchool.Tenant, _end));
    }

    private async Task<SmallSchool> OpenAsync(Action<IRagBuilder>? configure = null)
    {
        var school = new SmallSchool(rag =>
        {
            rag.UseAccessPolicy(_ => new PrincipalPolicy()).Use<IEmbeddingGenerator<string, Embedding<float>>>("counting", _ => _embedder);
            configure?.Invoke(rag);
        });
        await school.PutAsync(Water, "Water boils at 100 degrees.");
        await school.PutAsync(Fire, "Fire needs air.");
        await school.IngestAsync();
        return school;
    }

    private async Task<IReadOnlyList<string>> SeenAsync(SmallSchool school, RagUser user)
    {
        var listed = (await school.Services.GetRag<IDocumentLibrary>().ListAsync(user, new() { IsFlat = true }, _end)).Documents.Select(d => d.Name).ToList();

        // Every way to ask says the same. By words, so that nothing is embedded for it.
        var scope = await school.Services.GetRag<IAccessPolicy>().ResolveAsync(user, _end);
        var counted = await school.Store.CountAsync("documents", scope, cancellationToken: _end);
        Assert.Equal(listed.Count, counted);
        return listed;
    }

    private sealed class SlowWrites(IVectorStore inner, Func<Task> before) : DelegatingStore(inner)
    {
        public override async Task UpsertAsync(string collection, IReadOnlyList<VectorRecord> records, CancellationToken cancellationToken = default)
        {
            await before();
            await base.UpsertAsync(collection, records, cancellationToken);
        }
    }
}
