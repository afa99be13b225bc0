using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Access;

public class SchoolPermissionTests
{
    [Theory]
    [InlineData("admin", "admin:users", true, "role:admin *")]
    [InlineData("admin", RagPermissions.Administration, true, "role:admin *")]
    [InlineData("teacher", "Chat:Create", true, "role:teacher chat:create")]
    [InlineData("teacher", RagPermissions.DocumentsWrite, true, "role:teacher documents:write")]
    [InlineData("teacher", "admin:users", false, "no permission")]
    [InlineData("student", RagPermissions.DocumentsWrite, false, "no permission")]
    [InlineData("student", RagPermissions.FilesWrite, true, "role:student files:write")]
    [InlineData("guardian", RagPermissions.ChatCreate, true, "role:guardian chat:create")]
    [InlineData("caretaker", RagPermissions.ChatCreate, false, "no role")]
    public async Task Roles_give_permissions(string role, string permission, bool granted, string rule)
    {
        var verdict = await Policies.Of(new()).CheckAsync(Policies.User(role), permission, TestContext.Current.CancellationToken);
        Assert.Equal((granted, rule), (verdict.IsGranted, verdict.Rule));
    }

    [Fact]
    public async Task A_wildcard_covers_what_is_below_it_and_nothing_beside_it()
    {
        var policy = Policies.Of(Policies.Options(("clerk", new() { Permissions = { "documents:*" } })));
        foreach (var (permission, granted) in new[] { ("documents:read", true), ("documents:keys:rotate", true), ("documentsx:read", false), ("documents", false), ("admin:*", false), ("*", false) })
            Assert.Equal(granted, (await policy.CheckAsync(Policies.User("clerk"), permission, TestContext.Current.CancellationToken)).IsGranted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("chat create")]
    [InlineData("chat:")]
    [InlineData("*:create")]
    public async Task What_is_no_permission_is_refused(string permission) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Policies.Of(new()).CheckAsync(Policies.User("admin"), permission, TestContext.Current.CancellationToken));

    [Fact]
    public async Task Where_no_role_names_a_permission_whoever_has_a_role_asks_and_nobody_writes()
    {
        var policy = Policies.Of(Policies.Options(("teacher", new() { Modules = { RagModules.General } })));
        Assert.True((await policy.CheckAsync(Policies.User("teacher"), RagPermissions.ChatCreate, TestContext.Current.CancellationToken)).IsGranted);
        Assert.False((await policy.CheckAsync(Policies.User("teacher"), RagPermissions.DocumentsWrite, TestContext.Current.CancellationToken)).IsGranted);
        Assert.False((await policy.CheckAsync(Policies.User("caretaker"), RagPermissions.ChatCreate, TestContext.Current.CancellationToken)).IsGranted);
    }

    [Fact]
    public async Task Who_may_read_and_not_ask_is_refused()
    {
        await using var school = new SmallSchool(rag => rag.UseSchoolRoles(o =>
        {
            o.Roles["reader"] = new() { Modules = { RagModules.General }, Permissions = { RagPermissions.DocumentsRead } };
            o.Roles["teacher"] = new() { Modules = { RagModules.General }, Permissions = { "chat:*" } };
        }));
        await school.PutAsync("General/bell.txt", "The first bell rings at eight.");
        await school.IngestAsync();
        var reader = new RagUser("rina", SmallSchool.Tenant) { Roles = ["reader"] };

        var refused = await school.AskAsync("When does the first bell ring?", reader);
        Assert.Equal((AnswerOutcome.Refused, 0), (refused.Outcome, refused.Citations.Count));
        Assert.Contains("chat:create", refused.Text, StringComparison.Ordinal);
        var streamed = await school.Assistant.AskStreamingAsync(new("When does the first bell ring?", reader)).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([typeof(AnswerUpdate.Sources), typeof(AnswerUpdate.Completed)], streamed.Select(u => u.GetType()));

        Assert.Equal(AnswerOutcome.Answered, (await school.AskAsync("When does the first bell ring?", SmallSchool.Teacher)).Outcome);
        Assert.Equal(AnswerOutcome.NotFound, (await school.AskAsync("When does the first bell ring?", SmallSchool.Pupil("5"))).Outcome);
    }

    [Fact]
    public async Task Of_a_policy_that_tells_no_permissions_whoever_sees_something_may_ask()
    {
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag.UseInMemoryBlobs().UseAccessPolicy(_ => new OnlyAsha())).BuildServiceProvider();
        var permissions = services.GetRequiredService<IPermissionCheck>();

        Assert.True((await permissions.CheckAsync(Policies.User(), RagPermissions.ChatCreate, TestContext.Current.CancellationToken)).IsGranted);
        Assert.False((await permissions.CheckAsync(Policies.User(), RagPermissions.DocumentsWrite, TestContext.Current.CancellationToken)).IsGranted);
        Assert.False((await permissions.CheckAsync(new("ben", Policies.Tenant), RagPermissions.ChatCreate, TestContext.Current.CancellationToken)).IsGranted);
    }

    [Fact]
    public async Task A_source_of_relations_that_fails_denies()
    {
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag.UseInMemoryBlobs().UseRelations(_ => new Broken())).BuildServiceProvider();

        Assert.False((await services.GetRequiredService<IPermissionCheck>().CheckAsync(SmallSchool.Admin, RagPermissions.ChatCreate, TestContext.Current.CancellationToken)).IsGranted);
        Assert.True((await services.GetRag<IAccessPolicy>().ResolveAsync(SmallSchool.Admin, TestContext.Current.CancellationToken)).IsEmpty);
    }

    private sealed class OnlyAsha : IAccessPolicy
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) =>
            new(AccessScope.For(user, user.Id == "asha" ? VectorFilter.All : VectorFilter.None));
    }

    private sealed class Broken : IRelationSource
    {
        public ValueTask<IReadOnlyList<RagRelation>> FindAsync(RagUser user, CancellationToken cancellationToken = default) => throw new InvalidOperationException("down");
    }
}
