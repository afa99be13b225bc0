using System.Text;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Ingestion.Access;

public class SidecarTests
{
    private const string Plan = "General/plan.lines";
    private const string Sidecar = Plan + AccessSidecar.Suffix;

    private static readonly RagUser Stranger = new("ben", SmallSchool.Tenant) { Roles = ["teacher"] };

    private readonly CallPlan _calls = new();

    [Fact]
    public async Task A_sidecar_says_who_sees_its_document_and_is_none_itself()
    {
        await using var school = School();
        await school.PutAsync(Plan, "The trip starts on Monday.");
        await school.PutAsync("General/plan.lines-old.lines", "An old plan.");
        await school.PutAsync(Sidecar, """{ "allow": ["user:ms-rao", "Role: Admin"], "deny": ["user:head"] }""");
        var report = await school.IngestAsync();

        Assert.Equal((2, 2), (report.Listed, report.Ingested));
        Assert.DoesNotContain(await school.RecordsAsync(), r => r.TextOf(RagFields.Name) == Sidecar);
        Assert.True(await SeesAsync(school, SmallSchool.Teacher));
        Assert.False(await SeesAsync(school, Stranger));
        Assert.False(await SeesAsync(school, SmallSchool.Admin));
        Assert.Empty(DocumentAccess.Of((await school.RecordsAsync()).Single(r => r.Text == "An old plan.").Fields).Deny);
    }

    [Fact]
    public async Task A_changed_sidecar_sets_fields_without_reading_or_embedding()
    {
        await using var school = School();
        await school.PutAsync(Plan, "The trip starts on Monday.\nIt ends on Friday.");
        await school.IngestAsync();
        Assert.True(await SeesAsync(school, Stranger));

        foreach (var (content, seen) in new (string?, bool)[] { ("""{"deny":["user:ben"]}""", false), ("""{"allow":["user:ben"]}""", true), ("""{"allow":[]}""", false), (null, true) })
        {
            if (content is null) await school.Blobs.DeleteAsync(Sidecar);
            else await school.PutAsync(Sidecar, content);
            var (opened, embedded) = (_calls.Opened().Count(n => n == Plan), _calls.Embedded().Count);
            var planned = await school.Pipeline.PlanAsync(new(SmallSchool.Tenant)).SingleAsync();
            Assert.Equal((PlannedAction.UpdateFields, PlanReason.AccessChanged), (planned.Action, planned.Reason));

            var report = await school.IngestAsync();
            Assert.Equal((1, 0, 0), (report.FieldsUpdated, report.Ingested, report.Failed.Count));
            Assert.Equal((opened, embedded), (_calls.Opened().Count(n => n == Plan), _calls.Embedded().Count));
            Assert.Equal(seen, await SeesAsync(school, Stranger));
            Assert.Equal(1, (await school.IngestAsync()).Unchanged);
        }

        Assert.Equal(2, (await school.RecordsAsync()).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"alow":["role:teacher"]}""")]
    [InlineData("""{"allow":"role:teacher"}""")]
    [InlineData("""{"allow":["teacher"]}""")]
    [InlineData("""{"allow":["role:teacher"],"allow":["role:teacher"]}""")]
    [InlineData("""{"deny":["permission:chat:create"]}""")]
    [InlineData("""{"allow":["role:teacher"],"deny":[null]}""")]
    public async Task One_with_errors_closes_its_document_and_is_reported(string content)
    {
        await using var school = School();
        await school.PutAsync(Plan, "The trip starts on Monday.");
        await school.PutAsync(Sidecar, content);
        var report = await school.IngestAsync();

        var warning = Assert.Single(report.Warnings);
        Assert.Equal(Plan, warning.Name);
        Assert.StartsWith($"It is closed to all but administrators: its access file '{Sidecar}' can't be used: ", warning.Reason, StringComparison.Ordinal);
        Assert.Equal(warning.Reason, (await EntryAsync(school)).Reason);
        Assert.False(await SeesAsync(school, SmallSchool.Teacher));
        Assert.True(await SeesAsync(school, SmallSchool.Admin));

        // Mended, it says nothing any more.
        await school.PutAsync(Sidecar, """{"allow":["role:teacher"]}""");
        Assert.Empty((await school.IngestAsync()).Warnings);
        Assert.Equal("", (await EntryAsync(school)).Reason);
        Assert.True(await SeesAsync(school, SmallSchool.Teacher));
    }

    [Fact]
    public async Task An_error_that_comes_later_closes_what_was_open()
    {
        await using var school = School();
        await school.PutAsync(Plan, "The trip starts on Monday.");
        await school.IngestAsync();
        await school.PutAsync(Sidecar, "no JSON");
        var report = await school.IngestAsync();

        Assert.Equal((1, 1), (report.FieldsUpdated, report.Warnings.Count));
        Assert.False(await SeesAsync(school, SmallSchool.Teacher));
    }

    [Fact]
    public async Task One_that_is_too_long_is_not_read()
    {
        await using var school = School();
        await school.PutAsync(Plan, "The trip starts on Monday.");
        await school.PutAsync(Sidecar, """{"allow":["role:teacher"]}""" + new string(' ', AccessSidecar.MaxLength));

        Assert.Contains("65562 bytes, of 1 to 65536", Assert.Single((await school.IngestAsync()).Warnings).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Sidecar, _calls.Opened());
    }

    [Fact]
    public async Task Two_spellings_of_one_sidecar_close_its_document()
    {
        await using var school = School();
        await school.PutAsync(Plan, "The trip starts on Monday.");
        await school.PutAsync(Plan + ".ACCESS.JSON", """{"allow":["role:teacher"]}""");
        Assert.Empty((await school.IngestAsync()).Warnings);
        await school.PutAsync(Sidecar, """{"allow":["role:teacher"]}""");

        Assert.Contains("several spellings", Assert.Single((await school.IngestAsync()).Warnings).Reason, StringComparison.Ordinal);
        Assert.False(await SeesAsync(school, SmallSchool.Teacher));
    }

    [Fact]
    public async Task A_sidecar_without_a_document_is_nothing()
    {
        await using var school = School();
        await school.PutAsync(Sidecar, """{"allow":["role:teacher"]}""");
        Assert.Equal((0, 0), (await school.IngestAsync()) is var r ? (r.Listed, r.Ingested) : default);
    }

    [Fact]
    public async Task A_version_that_fails_leaves_the_one_before_it_to_those_of_now()
    {
        await using var school = School();
        await school.PutAsync("General/plan.md", "The trip starts on Monday.");
        await school.IngestAsync();
        Assert.True(await SeesAsync(school, Stranger));

        await school.Blobs.UploadAsync("General/plan.md", new MemoryStream([.. "%PDF-1.7 nothing"u8]));
        await school.PutAsync("General/plan.md.access.json", """{"deny":["user:ben"]}""");
        for (var run = 0; run < 4; run++)
        {
            await school.IngestAsync();
            Assert.Single(await school.RecordsAsync());
            Assert.False(await SeesAsync(school, Stranger));
        }

        // In quarantine by now, and followed all the same.
        await school.PutAsync("General/plan.md.access.json", """{"deny":["user:ms-rao"]}""");
        Assert.Single((await school.IngestAsync()).Quarantined);
        Assert.True(await SeesAsync(school, Stranger));
        Assert.False(await SeesAsync(school, SmallSchool.Teacher));
    }

    [Theory]
    [InlineData("edify-allow", "edify-deny")]
    [InlineData("edify_allow", "edify_deny")]
    public async Task Metadata_of_the_blob_say_it_too_and_denials_add_up(string allow, string deny)
    {
        await using var school = School();
        await PutAsync(school, new() { [allow] = "user:ms-rao, user:ben", [deny] = "user:head" });
        await school.IngestAsync();
        Assert.Equal("teacher stranger", await SeenByAsync(school));

        await school.PutAsync(Sidecar, """{"allow":["user:ben","role:admin"]}""");
        await school.IngestAsync();
        Assert.Equal("stranger", await SeenByAsync(school));

        await PutAsync(school, new() { [deny] = "ben" });
        Assert.Contains("'ben' is no principal", Assert.Single((await school.IngestAsync()).Warnings).Reason, StringComparison.Ordinal);
        Assert.False(await SeesAsync(school, Stranger));
    }

    [Fact]
    public async Task Metadata_can_not_pretend_a_sidecar_and_files_can_not_set_the_fields()
    {
        await using var school = School(rag => rag.Use<IMetadataExtractor>("greedy", _ => new Greedy()));
        await PutAsync(school, new() { ["edify sidecar"] = "General/other", ["edify sidecar version"] = "5:x" });
        await school.IngestAsync();
        Assert.Equal(DocumentAccess.ByRules, DocumentAccess.Of(Assert.Single(await school.RecordsAsync()).Fields));
    }

    private SmallSchool School(Action<IRagBuilder>? configure = null) => new(rag =>
    {
        rag.Add<IDocumentReader>("lines", _ => new BreakableReader()).UseDocumentReaders();
        rag.Use<IChunker>("lines", _ => new LineChunker());
        configure?.Invoke(rag);
        _calls.Watch(rag);
    });

    private static Task<BlobItem> PutAsync(SmallSchool school, Dictionary<string, string> metadata) =>
        school.Blobs.UploadAsync(Plan, new MemoryStream(Encoding.UTF8.GetBytes("The trip starts on Monday.")), new() { Metadata = metadata });

    private static async Task<string> SeenByAsync(SmallSchool school)
    {
        var seen = new List<string>();
        foreach (var (user, who) in new[] { (SmallSchool.Teacher, "teacher"), (Stranger, "stranger"), (SmallSchool.Admin, "admin") })
            if (await SeesAsync(school, user)) seen.Add(who);
        return string.Join(' ', seen);
    }

    private static async Task<bool> SeesAsync(SmallSchool school, RagUser user)
    {
        var scope = await school.Services.GetRequiredService<IAccessPolicy>().ResolveAsync(user);
        return await school.Store.CountAsync("documents", scope, VectorFilter.AnyOf(RagFields.Name, Plan, "General/plan.md")) > 0;
    }

    private static async Task<LedgerEntry> EntryAsync(SmallSchool school) => await school.Ledger.ListAsync(SmallSchool.Tenant).SingleAsync();

    private sealed class Greedy : IMetadataExtractor
    {
        public string Fingerprint => "greedy/1";

        public IReadOnlyDictionary<string, FieldValue> Extract(BlobItem blob) => new Dictionary<string, FieldValue>
        {
            [RagFields.Module] = RagModules.General, [RagFields.Allow] = FieldValue.Many("user:ben"), [RagFields.Deny] = FieldValue.Many("user:head"),
        };
    }
}
