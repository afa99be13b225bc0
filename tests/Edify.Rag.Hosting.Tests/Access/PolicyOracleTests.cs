using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Hosting.Tests.Access;

/// <summary>Random roles, users and documents against a reading of the rules that knows no filters; odd values are everywhere.</summary>
public class PolicyOracleTests
{
    private static readonly string[] Names =
    [
        "staff", "teacher", "head", "tutor", "clerk", "ghost", "Teacher ", "role:teacher", "teacher\" or 1=1 --", "user:asha", "*", "admin:*", "\u202eteacher", "te,acher", "{\"$ne\":null}", "",
    ];

    private static readonly string[] Grades = ["5", "7", "Grade 7", "17", "grade_5", "", "7' OR '1'='1", "*"];
    private static readonly string[] Classes = ["7b", "7B", "8a", "a;b", "$ne", ""];
    private static readonly string[] Subjects = ["Maths", "maths", "art", "\\", ""];
    private static readonly string[] Users = ["asha", "ben", "Asha", "asha'--", "*", "role:teacher", "x:y"];
    private static readonly string[] Modules = ["general", "sop", "plans", RagModules.Personal, "general') --", ""];
    private static readonly string[] Permissions = ["chat:create", "documents:*", "documents:read", "admin:*", "*"];

    private static readonly string[] Principals =
    [
        "role:teacher", "role:staff", "role:ghost", "user:asha", "user:ben", "user:Asha", "class:7b", "class:8a", "grade:7", "grade:5", "grade:17",
        "permission:documents:read", "permission:admin:*", "role:*", "user:*", "role:role:teacher", "user:role:teacher",
    ];

    [Fact]
    public void A_user_sees_what_the_rules_say_and_nothing_else()
    {
        var seen = 0;
        Prop.ForAll(Case.ToArbitrary(), c =>
        {
            var policy = Policies.Of(c.Options);
            var scope = policy.ResolveAsync(c.User).AsTask().GetAwaiter().GetResult();
            foreach (var document in c.Documents)
            {
                var (expected, actual) = (PolicyOracle.Sees(c.Options, c.User, document), scope.Admits(document));
                if (expected != actual) return false;
                if (actual) seen++;
                var said = policy.ExplainAsync(c.User, document).AsTask().GetAwaiter().GetResult();
                if (said.IsAllowed != actual || said.Reason.Length == 0) return false;
            }

            return true;
        }).Check(Law.On(1500));
        Assert.True(seen > 500, $"Only {seen} documents were seen: the law was hardly tried.");
    }

    [Fact]
    public void A_denial_more_a_role_less_or_another_tenant_never_shows_more()
    {
        Prop.ForAll(Case.ToArbitrary(), Gen.Elements(Principals).ToArbitrary(), (c, principal) =>
        {
            var policy = Policies.Of(c.Options);
            var scope = policy.ResolveAsync(c.User).AsTask().GetAwaiter().GetResult();
            var stranger = policy.ResolveAsync(new(c.User.Id, "riverside") { Roles = c.User.Roles, Grades = c.User.Grades, Classes = c.User.Classes }).AsTask().GetAwaiter().GetResult();
            return c.Documents.All(document =>
            {
                var denied = new Dictionary<string, FieldValue>(document) { [RagFields.Deny] = FieldValue.Many(DocumentAccess.Of(document).Deny.Append(principal)) };
                return (scope.Admits(document) || !scope.Admits(denied)) && stranger.Admits(document) is var strange && (!strange || document[RagFields.Tenant].AsText() == "riverside");
            });
        }).Check(Law.On(300));
    }

    private sealed record Trial(SchoolRolesOptions Options, RagUser User, IReadOnlyList<Dictionary<string, FieldValue>> Documents);

    private static Gen<Trial> Case =>
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(new Random(seed));

    private static Trial Make(Random random)
    {
        var options = new SchoolRolesOptions();
        string[] roles = ["staff", "teacher", "head", "tutor", "clerk"];
        for (var i = 0; i < roles.Length; i++) options.Roles[roles[i]] = Role(random, roles[..i]);
        if (random.Next(3) == 0) options.Relations.Add(new() { User = Pick(random, Users), Kind = RelationKind.Guardian, Of = "ben" });
        if (random.Next(3) == 0) options.Relations.Add(new() { User = "asha", Kind = RelationKind.Role, Of = Pick(random, roles) });
        var user = new RagUser(Pick(random, Users), random.Next(12) == 0 ? "" : Policies.Tenant)
        {
            Roles = Some(random, Names, 4),
            Grades = Some(random, Grades, 3),
            Classes = Some(random, Classes, 3),
            Attributes = random.Next(3) == 0
                ? new Dictionary<string, string> { ["head_of"] = string.Join(",", Some(random, Subjects, 3)), ["guardian_of"] = "ben, ", ["teacher_of"] = "8a" }
                : new Dictionary<string, string>(),
        };
        return new(options, user, [.. Enumerable.Range(0, 12).Select(_ => Document(random))]);
    }

    private static SchoolRole Role(Random random, string[] earlier)
    {
        var role = new SchoolRole
        {
            OwnFiles = random.Next(3) == 0, WardFiles = random.Next(4) == 0, HeadedSubjects = random.Next(3) == 0, OwnClassesOnly = random.Next(5) == 0, OwnGradesOnly = random.Next(3) == 0,
        };
        foreach (var parent in Some(random, earlier, 2)) role.Inherits.Add(parent);
        foreach (var module in Some(random, Modules, 3).Where(m => m.Length > 0 && m != RagModules.Personal)) role.Modules.Add(module);
        if (!role.OwnGradesOnly && random.Next(3) == 0) foreach (var grade in Some(random, Grades, 2).Where(g => g.Length > 0)) role.Grades.Add(grade);
        if (random.Next(4) == 0) foreach (var subject in Some(random, Subjects, 2).Where(s => s.Length > 0)) role.Subjects.Add(subject);
        foreach (var permission in Some(random, Permissions, 2)) role.Permissions.Add(permission);
        return role;
    }

    private static Dictionary<string, FieldValue> Document(Random random)
    {
        var fields = Policies.Document((RagFields.Module, Pick(random, Modules)));
        if (random.Next(10) == 0) fields[RagFields.Tenant] = "riverside";
        if (random.Next(3) > 0) fields[RagFields.Grade] = Pick(random, Grades);
        if (random.Next(2) == 0) fields[RagFields.Class] = Pick(random, Classes);
        if (random.Next(2) == 0) fields[RagFields.Subject] = Pick(random, Subjects);
        if (random.Next(2) == 0) fields[RagFields.Owner] = Pick(random, Users);
        if (random.Next(3) == 0) fields[RagFields.Allow] = FieldValue.Many(Some(random, Principals, 3));
        if (random.Next(4) == 0) fields[RagFields.Deny] = FieldValue.Many(Some(random, Principals, 2));
        return fields;
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static string[] Some(Random random, string[] from, int most) => from.Length == 0 ? [] : [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Pick(random, from))];
}
