using Edify.Rag.Hosting.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Access;

public class AccessExplanationTests
{
    private static readonly RagUser Pupil = Policies.User("student") with { Grades = ["7"] };

    [Fact]
    public async Task A_denial_is_named()
    {
        var said = await ExplainAsync(Pupil, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "7"), (RagFields.Deny, FieldValue.Many("user:ben", "user:asha")));
        Assert.Equal((false, "deny user:asha"), (said.IsAllowed, said.Rule));
    }

    [Fact]
    public async Task A_list_is_named()
    {
        var said = await ExplainAsync(Pupil, (RagFields.Module, RagModules.Sop), (RagFields.Allow, FieldValue.Many("grade:7")));
        Assert.Equal((true, "allow grade:7"), (said.IsAllowed, said.Rule));
        said = await ExplainAsync(Pupil, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "7"), (RagFields.Allow, FieldValue.Many("role:teacher")));
        Assert.Equal((false, "allow"), (said.IsAllowed, said.Rule));
        Assert.Contains("role:teacher", said.Reason, StringComparison.Ordinal);
        said = await ExplainAsync(Policies.User("admin"), (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Allow, FieldValue.Many("role:teacher")));
        Assert.Equal((true, "admin:*"), (said.IsAllowed, said.Rule));
    }

    [Fact]
    public async Task A_role_is_named_with_what_it_looked_at()
    {
        var said = await ExplainAsync(Pupil, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "Grade 7"));
        Assert.Equal((true, "role:student"), (said.IsAllowed, said.Rule));
        Assert.Contains("grade 'Grade 7' is the user's", said.Reason, StringComparison.Ordinal);

        said = await ExplainAsync(Pupil, (RagFields.Module, RagModules.KnowledgeBank), (RagFields.Grade, "8"));
        Assert.Equal((false, "no rule"), (said.IsAllowed, said.Rule));
        Assert.Contains("its grade is '8', which is not one of the user's", Assert.Single(said.Considered), StringComparison.Ordinal);

        said = await ExplainAsync(Pupil, (RagFields.Module, RagModules.Sop));
        Assert.Contains("its module is 'sop', and the role's are knowledge_bank", Assert.Single(said.Considered), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_nothing_is_seen_is_told()
    {
        Assert.Equal("no role", (await ExplainAsync(Policies.User("caretaker"), (RagFields.Module, RagModules.Sop))).Rule);
        Assert.Contains("role:caretaker is not a known role", (await ExplainAsync(Policies.User("caretaker"))).Considered[0], StringComparison.Ordinal);
        Assert.Contains("the user has none", (await ExplainAsync(Policies.User("student"))).Considered[0], StringComparison.Ordinal);
        Assert.Equal("no tenant", (await ExplainAsync(new("asha", "") { Roles = ["admin"] })).Rule);
        Assert.Equal("tenant", (await ExplainAsync(new("asha", "riverside") { Roles = ["admin"] })).Rule);
    }

    [Fact]
    public async Task A_policy_without_words_is_explained_by_its_conditions()
    {
        var explainer = new PolicyExplainer(new Librarians());
        var said = await explainer.ExplainAsync(Pupil, Policies.Document((RagFields.Module, RagModules.Sop)), TestContext.Current.CancellationToken);

        Assert.False(said.IsAllowed);
        Assert.Equal(["tenant is 'greenfield': met.", "module is 'library': not met."], said.Considered);
    }

    [Fact]
    public async Task Words_that_say_otherwise_than_the_scope_are_not_passed_on()
    {
        var explainer = new PolicyExplainer(new Boasting());
        var said = await explainer.ExplainAsync(Pupil, Policies.Document(), TestContext.Current.CancellationToken);
        Assert.Equal((false, "policy"), (said.IsAllowed, said.Rule));
    }

    [Fact]
    public async Task The_explainer_is_among_the_services()
    {
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag.UseInMemoryBlobs()).BuildServiceProvider();
        var said = await services.GetRequiredService<IAccessExplainer>().ExplainAsync(Pupil, Policies.Document((RagFields.Module, RagModules.Sop)), TestContext.Current.CancellationToken);
        Assert.Equal("no rule", said.Rule);
    }

    private static async Task<AccessExplanation> ExplainAsync(RagUser user, params (string, FieldValue)[] fields) =>
        await new PolicyExplainer(Policies.Of(new())).ExplainAsync(user, Policies.Document(fields));

    private sealed class Librarians : IAccessPolicy
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) =>
            new(AccessScope.For(user, VectorFilter.Equal(RagFields.Module, "library")));
    }

    private sealed class Boasting : IAccessPolicy, IAccessExplainer
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) => new(AccessScope.For(user, VectorFilter.None));

        public ValueTask<AccessExplanation> ExplainAsync(RagUser user, IReadOnlyDictionary<string, FieldValue> fields, CancellationToken cancellationToken = default) =>
            new(new AccessExplanation(true, "everything", "Everything may be seen."));
    }
}
