using Edify.Rag.Hosting.Access;

namespace Edify.Rag.Hosting.Tests.Access;

public class SchoolRolesPolicyTests
{
    private static readonly (string Module, string? Grade, string? Owner)[] Documents =
    [
        (RagModules.Sop, null, null),
        (RagModules.KnowledgeBank, "5", null),
        (RagModules.KnowledgeBank, "Grade 7", null),
        (RagModules.KnowledgeBank, null, null),
        (RagModules.General, null, null),
        (RagModules.Personal, null, "asha"),
        (RagModules.Personal, null, "ben"),
    ];

    [Theory]
    [InlineData("admin", "", "sop, knowledge_bank 5, knowledge_bank Grade 7, knowledge_bank, general, personal asha")]
    [InlineData("ADMIN", "", "sop, knowledge_bank 5, knowledge_bank Grade 7, knowledge_bank, general, personal asha")]
    [InlineData("teacher", "5", "knowledge_bank 5, knowledge_bank Grade 7, knowledge_bank, general, personal asha")]
    [InlineData("student", "5", "knowledge_bank 5, personal asha")]
    [InlineData("student", "7", "knowledge_bank Grade 7, personal asha")]
    [InlineData("student", "5|7", "knowledge_bank 5, knowledge_bank Grade 7, personal asha")]
    [InlineData("student", "grade-5", "knowledge_bank 5, personal asha")]
    [InlineData("student", "8", "personal asha")]
    [InlineData("student", "", "")]
    [InlineData("student", " ", "")]
    [InlineData("caretaker", "5", "")]
    [InlineData("", "5", "")]
    [InlineData("student|teacher", "", "knowledge_bank 5, knowledge_bank Grade 7, knowledge_bank, general, personal asha")]
    public async Task A_role_sees_its_modules_and_a_pupil_its_grades(string roles, string grades, string visible)
    {
        var user = new RagUser("asha", "greenfield") { Roles = Split(roles), Grades = Split(grades) };
        Assert.Equal(visible, await VisibleAsync(Policies.Of(new()), user));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_user_without_a_tenant_sees_nothing(string tenant)
    {
        var scope = await Policies.Of(new()).ResolveAsync(new("head", tenant) { Roles = ["admin"] }, TestContext.Current.CancellationToken);
        Assert.True(scope.IsEmpty);
    }

    [Fact]
    public async Task A_user_of_another_tenant_sees_nothing_of_this_one() =>
        Assert.Equal("", await VisibleAsync(Policies.Of(new()), new("asha", "riverside") { Roles = ["admin"] }));

    [Fact]
    public async Task Configured_roles_replace_the_shipped_ones()
    {
        var options = new SchoolRolesOptions { Roles = { ["Librarian"] = new() { Modules = { RagModules.General } } } };
        var policy = Policies.Of(options);
        Assert.Equal("general", await VisibleAsync(policy, new("asha", "greenfield") { Roles = ["librarian"] }));
        Assert.Equal("", await VisibleAsync(policy, new("asha", "greenfield") { Roles = ["admin"] }));
    }

    [Fact]
    public void Opening_everybodys_own_files_is_refused()
    {
        var options = new SchoolRolesOptions { Roles = { ["head"] = new() { Modules = { RagModules.Personal } } } };
        var result = new SchoolRolesOptionsValidator().Validate(null, options);
        Assert.Contains("OwnFiles", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "17")]
    [InlineData("Grade 1", "Grade 10")]
    [InlineData("grade", "5")]
    public void A_grade_is_never_taken_for_another(string one, string other) =>
        Assert.DoesNotContain(other, GradeNames.Spellings([one]));

    private static string[] Split(string list) => list.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> VisibleAsync(SchoolRolesPolicy policy, RagUser user)
    {
        var scope = await policy.ResolveAsync(user);
        return string.Join(", ", Documents.Where(d => scope.Admits(Fields(d))).Select(d => $"{d.Module} {d.Grade}{d.Owner}".TrimEnd()));
    }

    private static Dictionary<string, FieldValue> Fields((string Module, string? Grade, string? Owner) document)
    {
        var fields = new Dictionary<string, FieldValue> { [RagFields.Tenant] = "greenfield", [RagFields.Module] = document.Module };
        if (document.Grade is { } grade) fields[RagFields.Grade] = grade;
        if (document.Owner is { } owner) fields[RagFields.Owner] = owner;
        return fields;
    }
}
