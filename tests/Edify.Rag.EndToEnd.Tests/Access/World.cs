using System.Collections.Immutable;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>A school as people know it: who is there, what is there, who said what about whom. The oracle: it knows neither filters nor scopes.</summary>
internal sealed record World(
    DateTimeOffset Now, ImmutableSortedDictionary<string, WorldUser> Users, ImmutableSortedDictionary<string, WorldDocument> Documents, ImmutableSortedDictionary<string, WorldRule> Rules)
{
    private static readonly string[] Known = ["admin", "teacher", "student"];

    /// <summary>Whether someone may see a document now.</summary>
    public bool Sees(WorldUser user, WorldDocument document)
    {
        if (user.Tenant != document.Tenant) return false;

        // A pupil without a grade is let in to nothing as a pupil, and shut out all the same.
        var held = HeldBy(user);
        var open = held.Where(role => role != "student" || user.Grades.Count > 0).ToList();
        if (open.Count == 0) return false;
        List<string> own = [$"user:{user.Id}", .. user.Classes.Select(c => $"class:{c}"), .. user.Grades.Select(g => $"grade:{g}")];
        if (RuleFor(document) is { } rule)
        {
            if (rule.Deny.Overlaps(own.Concat(RolesOf(user).Select(role => $"role:{role}")))) return false;
            if (rule.Allow is { } allow) return open.Contains("admin") || allow.Overlaps(own.Concat(open.Select(role => $"role:{role}")));
        }

        return document.Module switch
        {
            RagModules.Personal => document.Group == user.Id,
            RagModules.Sop => open.Contains("admin"),
            RagModules.KnowledgeBank => open.Contains("admin") || open.Contains("teacher") || user.Grades.Contains(document.Group),
            _ => false,
        };
    }

    /// <summary>What becomes of someone's wish to delete a document.</summary>
    public DocumentDeletion Deleting(WorldUser user, WorldDocument document)
    {
        if (!Sees(user, document)) return DocumentDeletion.NotFound;
        var isOwn = document.Module == RagModules.Personal && document.Group == user.Id;
        return isOwn || HeldBy(user).Any(role => role is "admin" or "teacher") ? DocumentDeletion.Deleted : DocumentDeletion.Refused;
    }

    private List<string> RolesOf(WorldUser user) => [.. user.Roles.Where(role => role.Value > Now).Select(role => role.Key)];

    private List<string> HeldBy(WorldUser user) => [.. RolesOf(user).Intersect(Known)];

    /// <summary>The documents that someone may see.</summary>
    public IEnumerable<WorldDocument> SeenBy(WorldUser user) => Documents.Values.Where(document => Sees(user, document));

    // The longest is the most special: of a document its own name, of folders the lowest.
    private WorldRule? RuleFor(WorldDocument document) => Rules.Values
        .Where(rule => rule.Tenant == document.Tenant && (rule.Target == document.Name || (rule.Target[^1] == '/' && document.Name.StartsWith(rule.Target, StringComparison.Ordinal))))
        .MaxBy(rule => rule.Target.Length);
}

/// <summary>Someone; roles with the time at which each ends.</summary>
internal sealed record WorldUser(string Id, string Tenant, ImmutableSortedDictionary<string, DateTimeOffset> Roles, ImmutableSortedSet<string> Grades, ImmutableSortedSet<string> Classes)
{
    /// <summary>For messages.</summary>
    public override string ToString() =>
        $"{Id} of {Tenant} (roles {string.Join(", ", Roles.Select(r => $"{r.Key} until {r.Value:HH:mm}"))}; grades {string.Join(", ", Grades)}; classes {string.Join(", ", Classes)})";

    public RagUser ToRagUser() => new(Id, Tenant) { Grades = [.. Grades], Classes = [.. Classes], Attributes = RolesByTerm.AttributesOf(Roles) };
}

/// <summary>A document of one passage, which holds a word by which it is asked for and one that its version alone holds.</summary>
internal sealed record WorldDocument(int Number, string Tenant, string Module, string Group, int Version)
{
    public string Name { get; } = $"{Tenant}/{Module}/{Group}/d{Number}.txt";

    public string Key => $"zq{Number}k";

    public string Marker => $"m{Number}v{Version}k";

    public string Text => $"Book {Key} stands on shelf {Marker}.";
}

/// <summary>What was said about a document or a folder.</summary>
internal sealed record WorldRule(string Tenant, string Target, ImmutableSortedSet<string>? Allow, ImmutableSortedSet<string> Deny)
{
    public AccessRule ToRule() => new(Target, DocumentAccess.Create(Allow, Deny));
}
