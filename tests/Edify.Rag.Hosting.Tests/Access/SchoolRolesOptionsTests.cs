using Edify.Rag.Hosting.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Access;

public class SchoolRolesOptionsTests
{
    [Fact]
    public void A_circle_of_inheritance_is_named()
    {
        var options = Policies.Options(
            ("head", new() { Inherits = { "teacher" } }), ("teacher", new() { Inherits = { "Staff", "tutor" } }), ("staff", new() { Inherits = { "head" } }), ("tutor", new()));
        Assert.Contains("head → teacher → Staff → head", FaultOf(options), StringComparison.Ordinal);
        Assert.Contains("self → self", FaultOf(Policies.Options(("self", new() { Inherits = { "self" } }))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_is_inherited_on_two_ways_is_no_circle() => Assert.Empty(FaultOf(Policies.Options(
        ("head", new() { Inherits = { "teacher", "tutor" } }), ("teacher", new() { Inherits = { "staff" } }), ("tutor", new() { Inherits = { "staff" } }), ("staff", new()))));

    [Fact]
    public void A_long_chain_is_followed_to_its_end()
    {
        var options = new SchoolRolesOptions();
        for (var i = 0; i < 5000; i++) options.Roles[$"r{i}"] = new() { Inherits = { $"r{(i + 1) % 5000}" } };
        Assert.Contains("circle", FaultOf(options), StringComparison.Ordinal);
    }

    [Fact]
    public void What_contradicts_itself_is_told_with_what_to_do()
    {
        AssertFault("inherits from 'boss', which is not there", new() { Inherits = { "boss" } });
        AssertFault("no permission such as", new() { Permissions = { "do anything" } });
        AssertFault("blank module", new() { Modules = { " " } });
        AssertFault("OwnFiles", new() { Modules = { RagModules.Personal } });
        AssertFault("limited to own grades and to named ones", new() { Modules = { "m" }, OwnGradesOnly = true, Grades = { "7" } });
        AssertFault("no modules to see them of", new() { Subjects = { "art" } });
        AssertFault("ends before it begins", new() { From = DateTimeOffset.UnixEpoch.AddDays(1), Until = DateTimeOffset.UnixEpoch });
        AssertFault("ends before it begins", new() { From = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.UnixEpoch });
    }

    [Fact]
    public void Relations_are_checked()
    {
        AssertRelationFault("Relations[0] names no user", new SchoolRelation { Of = "teacher" });
        AssertRelationFault("Relations[0] does not say to what", new SchoolRelation { User = "asha" });
        AssertRelationFault("Relations[0] is of the role 'boss', which is not there", new SchoolRelation { User = "asha", Of = "boss" });
        AssertRelationFault("Relations[0] is of no kind", new SchoolRelation { User = "asha", Of = "x", Kind = (RelationKind)9 });
        AssertRelationFault("ends before it begins", new SchoolRelation { User = "asha", Of = "ben", Kind = RelationKind.Guardian, From = DateTimeOffset.MaxValue, Until = DateTimeOffset.MinValue });
    }

    [Fact]
    public void Names_that_differ_in_white_space_are_one_role_twice()
    {
        Assert.Contains("'teacher' is there twice", FaultOf(Policies.Options(("teacher", new()), (" Teacher", new()))), StringComparison.Ordinal);
        Assert.Contains("blank", FaultOf(Policies.Options((" ", new()))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_relations_and_terms_come_from_configuration()
    {
        await using var services = Services(new()
        {
            ["EdifyRag:Access:SchoolRoles:Roles:staff:Modules:0"] = "general",
            ["EdifyRag:Access:SchoolRoles:Roles:staff:Permissions:0"] = "chat:create",
            ["EdifyRag:Access:SchoolRoles:Roles:tutor:Inherits:0"] = "staff",
            ["EdifyRag:Access:SchoolRoles:Roles:tutor:Modules:0"] = "plans",
            ["EdifyRag:Access:SchoolRoles:Roles:tutor:OwnClassesOnly"] = "true",
            ["EdifyRag:Access:SchoolRoles:Roles:tutor:Until"] = "9999-01-01T00:00:00Z",
            ["EdifyRag:Access:SchoolRoles:Relations:0:User"] = "asha",
            ["EdifyRag:Access:SchoolRoles:Relations:0:Kind"] = "ClassTeacher",
            ["EdifyRag:Access:SchoolRoles:Relations:0:Of"] = "7b",
            ["EdifyRag:Tenant"] = Policies.Tenant,
        });
        var scope = await services.GetRag<IAccessPolicy>().ResolveAsync(Policies.User("tutor"), TestContext.Current.CancellationToken);

        Assert.True(scope.Admits(Policies.Document((RagFields.Module, "general"))));
        Assert.True(scope.Admits(Policies.Document((RagFields.Module, "plans"), (RagFields.Class, "7b"))));
        Assert.Equal(new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), scope.ExpiresAt);
    }

    [Fact]
    public void A_host_with_a_circle_does_not_start()
    {
        using var services = Services(new() { ["EdifyRag:Access:SchoolRoles:Roles:a:Inherits:0"] = "b", ["EdifyRag:Access:SchoolRoles:Roles:b:Inherits:0"] = "a" });
        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains("a → b → a", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Dictionary<string, string?> values)
    {
        values["EdifyRag:Storage:Provider"] = "memory";
        return new ServiceCollection().AddEdifyRag(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("EdifyRag")).BuildServiceProvider();
    }

    private static void AssertFault(string fault, SchoolRole role) => Assert.Contains(fault, FaultOf(Policies.Options(("teacher", role))), StringComparison.Ordinal);

    private static void AssertRelationFault(string fault, SchoolRelation relation)
    {
        var options = new SchoolRolesOptions();
        options.Relations.Add(relation);
        Assert.Contains(fault, FaultOf(options), StringComparison.Ordinal);
    }

    private static string FaultOf(SchoolRolesOptions options) => new SchoolRolesOptionsValidator().Validate(null, options).FailureMessage ?? string.Empty;
}
