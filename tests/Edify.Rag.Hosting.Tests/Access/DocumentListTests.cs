namespace Edify.Rag.Hosting.Tests.Access;

public class DocumentListTests
{
    private static readonly SchoolRolesOptions Roles = new();

    [Theory]
    [InlineData("teacher", "", "", "role:student", true)]      // not denied, by rules
    [InlineData("teacher", "", "", "role:teacher", false)]
    [InlineData("teacher", "", "role:teacher", "", true)]
    [InlineData("teacher", "", "role:admin", "", false)]
    [InlineData("teacher", "", "user:asha", "role:teacher", false)]
    [InlineData("teacher", "", "user:Asha", "", false)]        // ids as they are
    [InlineData("student", "7", "grade:7", "", true)]
    [InlineData("student", "Grade 7", "grade:7", "", true)]
    [InlineData("student", "7", "grade:17", "", false)]
    [InlineData("student", "7", "", "grade:7", false)]
    [InlineData("student", "", "role:student", "", false)]     // sees nothing without a grade
    [InlineData("teacher", "", "permission:documents:write", "", true)]
    [InlineData("student", "7", "permission:documents:write", "", false)]
    [InlineData("admin", "", "permission:documents:write", "", true)]
    [InlineData("admin", "", "user:ben", "", true)]            // closed to others, and an administrator
    [InlineData("admin", "", "", "user:asha", false)]
    [InlineData("caretaker", "", "role:caretaker", "", false)] // not a known role
    [InlineData("teacher|caretaker", "", "", "role:caretaker", false)]
    public async Task A_denial_wins_then_the_list_then_the_rules(string roles, string grades, string allow, string deny, bool seen)
    {
        var user = Policies.User(roles.Split('|')) with { Grades = grades.Length == 0 ? [] : [grades] };
        Assert.Equal(seen, await Policies.Of(Roles).SeesAsync(
            user, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "7"), (RagFields.Allow, Texts(allow)), (RagFields.Deny, Texts(deny))));
    }

    [Fact]
    public async Task A_list_opens_what_no_rule_shows_within_the_tenant_alone()
    {
        var policy = Policies.Of(Roles);
        var user = Policies.User("student") with { Grades = ["7"], Classes = ["7B"] };

        Assert.True(await policy.SeesAsync(user, (RagFields.Module, RagModules.Sop), (RagFields.Allow, Texts("class:7b"))));
        Assert.False(await policy.SeesAsync(user, (RagFields.Tenant, "riverside"), (RagFields.Module, RagModules.Sop), (RagFields.Allow, Texts("class:7b"))));
    }

    [Fact]
    public async Task A_closed_document_is_seen_by_administrators_alone()
    {
        var closed = DocumentAccess.Closed.ToFields()[RagFields.Allow];
        Assert.True(await Policies.Of(Roles).SeesAsync(Policies.User("admin"), (RagFields.Module, RagModules.General), (RagFields.Allow, closed)));
        Assert.False(await Policies.Of(Roles).SeesAsync(Policies.User("teacher"), (RagFields.Module, RagModules.General), (RagFields.Allow, closed)));
    }

    [Fact]
    public async Task Without_lists_of_users_equal_users_have_one_scope_and_what_denies_a_user_is_for_nobody()
    {
        var options = Policies.Options(("teacher", new() { Modules = { RagModules.General } }));
        options.UserLists = false;
        var policy = Policies.Of(options);
        var (asha, ben) = (Policies.User("teacher"), new RagUser("ben", Policies.Tenant) { Roles = ["teacher"] });

        Assert.Equal((await policy.ResolveAsync(asha)).Fingerprint, (await policy.ResolveAsync(ben)).Fingerprint);
        Assert.True(await policy.SeesAsync(asha, (RagFields.Module, RagModules.General)));
        Assert.False(await policy.SeesAsync(asha, (RagFields.Module, RagModules.General), (RagFields.Allow, Texts("user:asha"))));
        var denied = DocumentAccess.Create(null, ["user:ben"]).ToFields()[RagFields.Deny];
        Assert.False(await policy.SeesAsync(asha, (RagFields.Module, RagModules.General), (RagFields.Deny, denied)));
        Assert.Equal("deny users", (await policy.ExplainAsync(asha, Policies.Document((RagFields.Module, RagModules.General), (RagFields.Deny, denied)))).Rule);

        options.UserLists = true;
        Assert.True(await Policies.Of(options).SeesAsync(asha, (RagFields.Module, RagModules.General), (RagFields.Deny, denied)));
    }

    [Fact]
    public async Task Ones_own_file_may_be_shared_and_taken_away()
    {
        var policy = Policies.Of(Roles);
        var owner = Policies.User("teacher");
        var friend = new RagUser("ben", Policies.Tenant) { Roles = ["teacher"] };
        (string, FieldValue)[] shared = [(RagFields.Module, RagModules.Personal), (RagFields.Owner, "asha"), (RagFields.Allow, Texts("user:asha|user:ben"))];

        Assert.True(await policy.SeesAsync(owner, shared));
        Assert.True(await policy.SeesAsync(friend, shared));
        Assert.False(await policy.SeesAsync(friend, shared[..2]));
        Assert.False(await policy.SeesAsync(new("carl", Policies.Tenant) { Roles = ["teacher"] }, shared));
    }

    private static FieldValue Texts(string list) => FieldValue.Many(list.Split('|', StringSplitOptions.RemoveEmptyEntries));
}
