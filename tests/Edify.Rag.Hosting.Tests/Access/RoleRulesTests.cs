using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Tests.Access;

public class RoleRulesTests
{
    [Fact]
    public async Task A_role_has_what_those_have_that_it_inherits_from()
    {
        var policy = Policies.Of(Policies.Options(
            ("staff", new() { Modules = { RagModules.General } }),
            ("teacher", new() { Inherits = { "Staff" }, Modules = { RagModules.KnowledgeBank } }),
            ("head", new() { Inherits = { " teacher " }, Modules = { RagModules.Sop } })));

        Assert.Equal("true true true", await SeesAsync(policy, "head", RagModules.General, RagModules.KnowledgeBank, RagModules.Sop));
        Assert.Equal("true true false", await SeesAsync(policy, "teacher", RagModules.General, RagModules.KnowledgeBank, RagModules.Sop));
        Assert.Equal("true false false", await SeesAsync(policy, "STAFF", RagModules.General, RagModules.KnowledgeBank, RagModules.Sop));
    }

    [Fact]
    public async Task What_is_inherited_keeps_its_limits()
    {
        var policy = Policies.Of(Policies.Options(
            ("student", new() { Modules = { RagModules.KnowledgeBank }, OwnGradesOnly = true }),
            ("prefect", new() { Inherits = { "student" }, Modules = { RagModules.General } })));
        var prefect = Policies.User("prefect") with { Grades = ["7"] };

        Assert.True(await policy.SeesAsync(prefect, (RagFields.Module, RagModules.General)));
        Assert.True(await policy.SeesAsync(prefect, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "Grade 7")));
        Assert.False(await policy.SeesAsync(prefect, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "Grade 8")));
        Assert.True(await policy.SeesAsync(prefect with { Grades = [] }, (RagFields.Module, RagModules.General)));
        Assert.False(await policy.SeesAsync(prefect with { Grades = [] }, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "Grade 7")));
    }

    [Theory]
    [InlineData("Grade 7", "maths", true)]
    [InlineData("7", "Maths", true)]
    [InlineData("8", "maths", false)]
    [InlineData("7", "art", false)]
    [InlineData("", "maths", false)]
    public async Task Named_grades_and_subjects_limit_the_modules(string grade, string subject, bool seen)
    {
        var policy = Policies.Of(Policies.Options(("tutor", new() { Modules = { RagModules.KnowledgeBank }, Grades = { "7" }, Subjects = { "Maths" } })));
        Assert.Equal(seen, await policy.SeesAsync(Policies.User("tutor"), (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, grade), (RagFields.Subject, subject)));
    }

    [Theory]
    [InlineData("7b", true)]
    [InlineData("7B", true)]
    [InlineData("7c", false)]
    public async Task Own_classes_limit_the_modules(string written, bool seen)
    {
        var policy = Policies.Of(Policies.Options(("tutor", new() { Modules = { "plans" }, OwnClassesOnly = true, OwnFiles = true })));
        var tutor = Policies.User("tutor") with { Classes = ["7b"] };

        Assert.Equal(seen, await policy.SeesAsync(tutor, (RagFields.Module, "plans"), (RagFields.Class, written)));
        Assert.True((await policy.ResolveAsync(tutor with { Classes = [" "] })).IsEmpty);
    }

    [Fact]
    public async Task A_class_teacher_sees_the_class_by_attribute_and_by_relation()
    {
        var options = Policies.Options(("tutor", new() { Modules = { "plans" }, OwnClassesOnly = true }));
        options.Relations.Add(new() { User = "asha", Kind = RelationKind.ClassTeacher, Of = "8a" });
        var policy = Policies.Of(options);
        var tutor = Policies.User("tutor") with { Attributes = new Dictionary<string, string> { ["teacher_of"] = "7b, 7c" } };

        foreach (var name in (string[])["7b", "7c", "8a"]) Assert.True(await policy.SeesAsync(tutor, (RagFields.Module, "plans"), (RagFields.Class, name)));
        Assert.False(await policy.SeesAsync(tutor, (RagFields.Module, "plans"), (RagFields.Class, "8b")));
        Assert.False(await policy.SeesAsync(new("ben", Policies.Tenant) { Roles = ["tutor"] }, (RagFields.Module, "plans"), (RagFields.Class, "8a")));
        Assert.False(await policy.SeesAsync(new("asha", "riverside") { Roles = ["tutor"] }, (RagFields.Tenant, "riverside"), (RagFields.Module, "plans"), (RagFields.Class, "8a")));
    }

    [Fact]
    public async Task A_guardian_sees_the_files_of_the_own_pupils_and_no_others()
    {
        var policy = Policies.Of(new());
        var guardian = Policies.User("guardian") with { Attributes = new Dictionary<string, string> { ["guardian_of"] = "ben;carl" } };

        Assert.True(await policy.SeesAsync(guardian, (RagFields.Module, RagModules.Personal), (RagFields.Owner, "ben")));
        Assert.True(await policy.SeesAsync(guardian, (RagFields.Module, RagModules.Personal), (RagFields.Owner, "carl")));
        Assert.False(await policy.SeesAsync(guardian, (RagFields.Module, RagModules.Personal), (RagFields.Owner, "dora")));
        Assert.False(await policy.SeesAsync(guardian, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Owner, "ben")));
        Assert.False(await policy.SeesAsync(guardian with { Roles = ["teacher"] }, (RagFields.Module, RagModules.Personal), (RagFields.Owner, "ben")));
    }

    [Fact]
    public async Task The_head_of_a_subject_sees_it_in_every_grade()
    {
        var policy = Policies.Of(Policies.Options(("teacher", new() { Modules = { RagModules.KnowledgeBank }, OwnGradesOnly = true, HeadedSubjects = true })));
        var head = Policies.User("teacher") with { Grades = ["5"], Attributes = new Dictionary<string, string> { ["head_of"] = "Science" } };

        Assert.True(await policy.SeesAsync(head, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "9"), (RagFields.Subject, "science")));
        Assert.True(await policy.SeesAsync(head, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "5"), (RagFields.Subject, "art")));
        Assert.False(await policy.SeesAsync(head, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "9"), (RagFields.Subject, "art")));
        Assert.False(await policy.SeesAsync(head, (RagFields.Module, RagModules.Sop), (RagFields.Grade, "9"), (RagFields.Subject, "science")));
    }

    [Fact]
    public async Task Several_sources_of_relations_add_up()
    {
        var policy = Policies.Of(new(), sources: [new Source(new RagRelation(RelationKind.Role, "admin")), new Source(new RagRelation(RelationKind.Guardian, "ben"))]);
        var user = Policies.User("guardian");

        Assert.True(await policy.SeesAsync(user, (RagFields.Module, RagModules.Sop)));
        Assert.True(await policy.SeesAsync(user, (RagFields.Module, RagModules.Personal), (RagFields.Owner, "ben")));
    }

    [Fact]
    public async Task An_unknown_role_grants_nothing_and_is_told_once()
    {
        var log = new Warnings();
        var policy = Policies.Of(new(), logger: log);

        Assert.True((await policy.ResolveAsync(Policies.User("caretaker", "CARETAKER"))).IsEmpty);
        Assert.True((await policy.ResolveAsync(Policies.User("a\nb"))).IsEmpty);
        await policy.ResolveAsync(Policies.User("caretaker", "teacher"));

        Assert.Equal(["The role caretaker is not known and grants nothing; it is said once.", "The role (no name) is not known and grants nothing; it is said once."], log.Told);
    }

    [Fact]
    public async Task Changed_roles_count_from_the_next_question_on()
    {
        var options = Policies.Options(("teacher", new() { Modules = { RagModules.General } }));
        var policy = new Edify.Rag.Hosting.Access.SchoolRolesPolicy(() => options, Policies.Tenant, [], new Support.FakeTimeProvider(), new Warnings());
        Assert.True(await policy.SeesAsync(Policies.User("teacher"), (RagFields.Module, RagModules.General)));

        options = Policies.Options(("teacher", new() { Modules = { RagModules.Sop } }));
        Assert.False(await policy.SeesAsync(Policies.User("teacher"), (RagFields.Module, RagModules.General)));
    }

    private static async Task<string> SeesAsync(Edify.Rag.Hosting.Access.SchoolRolesPolicy policy, string role, params string[] modules)
    {
        var scope = await policy.ResolveAsync(Policies.User(role));
        return string.Join(' ', modules.Select(m => scope.Admits(Policies.Document((RagFields.Module, m))) ? "true" : "false"));
    }

    private sealed class Source(params RagRelation[] relations) : IRelationSource
    {
        public ValueTask<IReadOnlyList<RagRelation>> FindAsync(RagUser user, CancellationToken cancellationToken = default) => new(relations);
    }

    private sealed class Warnings : ILogger
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add(formatter(state, exception));
    }
}
