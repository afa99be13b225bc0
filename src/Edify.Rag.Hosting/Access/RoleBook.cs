using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Access;

/// <summary>The roles and relations of one state of the options, ready to be applied.</summary>
/// <remarks>What does not depend on a user is made once: rules here, and what sets of them give together when such a set is first met.</remarks>
internal sealed class RoleBook
{
    private const int MostSets = 4096;
    private const int MostNames = 4096;
    private const int MostOnStack = 256;

    private readonly Dictionary<string, int> _indexes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Tenant, string User), List<RagRelation>> _relations = [];
    private readonly ConcurrentDictionary<string, RoleSet> _sets = new(StringComparer.Ordinal);
    private readonly string[] _knownPermissions;

    /// <param name="options">Valid options.</param>
    /// <param name="tenant">The tenant of relations that name none.</param>
    public RoleBook(SchoolRolesOptions options, string tenant)
    {
        Options = options;
        var roles = ShippedRoles.Of(options).OrderBy(r => r.Key, StringComparer.OrdinalIgnoreCase).ToList();
        for (var i = 0; i < roles.Count; i++) _indexes[roles[i].Key.Trim()] = i;
        Rules = [.. roles.Select((role, i) => new RoleRule(i, role.Key.Trim(), role.Value, _indexes))];
        DefinesPermissions = Rules.Any(r => r.Permissions.Count > 0);
        _knownPermissions = [.. Rules.SelectMany(r => r.Permissions)
            .Concat([RagPermissions.ChatCreate, RagPermissions.DocumentsRead, RagPermissions.DocumentsWrite, RagPermissions.FilesWrite, RagPermissions.Administration])
            .Distinct(StringComparer.Ordinal)];
        foreach (var relation in options.Relations)
        {
            var key = (relation.Tenant.Length == 0 ? tenant : relation.Tenant, relation.User);
            if (!_relations.TryGetValue(key, out var known)) _relations[key] = known = [];
            known.Add(new(relation.Kind, relation.Of) { From = relation.From, Until = relation.Until });
        }
    }

    public SchoolRolesOptions Options { get; }

    public IReadOnlyList<RoleRule> Rules { get; }

    /// <summary>Whether any role names a permission; otherwise whoever has a role may ask and read.</summary>
    public bool DefinesPermissions { get; }

    /// <summary>Grades of users as they were met.</summary>
    public NameCache<OwnNames> Grades { get; } = new(MostNames, OwnNames.OfGrades);

    /// <summary>Classes of users as they were met.</summary>
    public NameCache<OwnNames> Classes { get; } = new(MostNames, OwnNames.OfClasses);

    /// <summary>Subjects that users head, as they were met.</summary>
    public NameCache<OwnNames> Subjects { get; } = new(MostNames, OwnNames.OfSubjects);

    public RoleRule? Find(string role) => _indexes.TryGetValue(role, out var index) ? Rules[index] : null;

    /// <summary>The relations that the options say of a user.</summary>
    public IReadOnlyList<RagRelation> RelationsOf(RagUser user) =>
        _relations.Count > 0 && _relations.TryGetValue((user.Tenant, user.Id), out var known) ? (IReadOnlyList<RagRelation>)known : [];

    /// <summary>What roles give together that count now, with those that they inherit from.</summary>
    /// <param name="roles">The roles; the same one may be among them several times.</param>
    /// <param name="hasGrades">Whether the user has a grade.</param>
    /// <param name="hasClasses">Whether the user has a class.</param>
    /// <param name="now">The time.</param>
    /// <param name="expiry">Brought forward to when one of them begins or ends to count.</param>
    public RoleSet SetOf(IReadOnlyList<RoleRule> roles, bool hasGrades, bool hasClasses, Moment now, ref DateTimeOffset? expiry)
    {
        Span<bool> held = Rules.Count <= MostOnStack ? stackalloc bool[Rules.Count] : new bool[Rules.Count];
        foreach (var role in roles) Hold(role, held, now, ref expiry);
        Span<char> key = Rules.Count <= MostOnStack ? stackalloc char[Rules.Count + 1] : new char[Rules.Count + 1];
        var length = 0;
        key[length++] = (char)('0' + (hasGrades ? 1 : 0) + (hasClasses ? 2 : 0));
        for (var i = 0; i < held.Length; i++)
        {
            if (held[i]) key[length++] = (char)i;
        }

        if (_sets.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key[..length], out var set)) return set;
        set = RoleSet.Of(key[1..length].ToArray().Select(i => Rules[i]), hasGrades, hasClasses, _knownPermissions);
        if (_sets.Count < MostSets) _sets.TryAdd(key[..length].ToString(), set);
        return set;
    }

    private void Hold(RoleRule role, Span<bool> held, Moment now, ref DateTimeOffset? expiry)
    {
        if (held[role.Index]) return;
        if (role.Term.NextChange(now) is { } change && !(expiry <= change)) expiry = change;
        if (!role.Term.Holds(now)) return;
        held[role.Index] = true;
        foreach (var parent in role.Inherits) Hold(Rules[parent], held, now, ref expiry);
    }
}
