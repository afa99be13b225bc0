using System.Collections.Immutable;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>A school as people know it: who is there, what is there, who said what about whom. The oracle: it knows neither filters nor scopes.</summary>
internal sealed record World(
    DateTimeOffset Now, ImmutableSortedDictionary<string, WorldUser> Users, ImmutableSortedDictionary<string, WorldDocument> Documents, ImmutableSortedDictionary<string, WorldRule> Rules)
{
    /// <summary>Whether someone may see a document now.</summary>
    public bool Sees(WorldUser user, WorldDocument document)
    {
        if (user.Tenant != document.Tenant) return false;
        var roles = user.Roles.Where(role => role.Value > Now).Select(role => role.Key).ToList();
        var isKnownAs = roles.Select(role => "role:" + role).Concat(user.Classes.Select(c => "class:" + c)).Append("user:" + user.Id).ToHashSet(StringComparer.Ordinal);
        if (RuleFor(document) is { } rule)
        {
            if (rule.Deny.Overlaps(isKnownAs)) return false;
            if (rule.Allow is { } allow) return roles.Contains("admin") || allow.Overlaps(isKnownAs);
        }

        return roles.Any(role => role switch
        {
            "admin" => true,
            "teacher" => document.Module is "kb" or "sop",
            "student" => document.Module == "kb" && user.Grades.Contains(document.Group),
            _ => false,
        }) || (roles.Count > 0 && document.Module == "personal" && document.Group == user.Id);
    }

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

    public RagUser ToRagUser() => new(Id, Tenant)
    {
        Roles = [.. Roles.Keys],
        Grades = [.. Grades],
        Classes = [.. Classes],
        Attributes = Roles.ToDictionary(r => TermPolicy.EndOf(r.Key), r => r.Value.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
    };
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
