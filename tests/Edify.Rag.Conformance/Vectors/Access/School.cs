namespace Edify.Rag.Conformance.Access;

/// <summary>Someone who asks.</summary>
internal sealed record Principal(string Id, string Tenant, IReadOnlyList<string> Roles, IReadOnlyList<string> Grades, int Level)
{
    /// <summary>For messages.</summary>
    public override string ToString() => $"{Id} of '{Tenant}' (roles {string.Join(", ", Roles)}; grades {string.Join(", ", Grades)}; level {Level})";
}

/// <summary>A document, as people know it.</summary>
internal sealed record SchoolDocument(
    int Number, string? Tenant, string? Owner, int? Level, bool IsOpen, string[] Readers, string[] Reviewers, string[] Barred, string[] Grades, float[] Vector)
{
    public const string CommonWord = "timetable";

    /// <summary>A word that is in no other document.</summary>
    public string OwnWord { get; } = $"k{1000 + Number}k";

    /// <summary>The document as the store keeps it.</summary>
    public VectorRecord Record { get; } = new(
        RagIds.Document("trial", "school", $"{Number}"), $"{CommonWord} k{1000 + Number}k", FieldsOf(Tenant, Owner, Level, IsOpen, Readers, Reviewers, Barred, Grades)) { Vector = Vector };

    private static Dictionary<string, FieldValue> FieldsOf(
        string? tenant, string? owner, int? level, bool isOpen, string[] readers, string[] reviewers, string[] barred, string[] grades)
    {
        var fields = new Dictionary<string, FieldValue> { ["open"] = isOpen };
        if (tenant is not null) fields[RagFields.Tenant] = tenant;
        if (owner is not null) fields["owner"] = owner;
        if (level is { } number) fields["level"] = (long)number;
        foreach (var (name, values) in new[] { ("readers", readers), ("reviewers", reviewers), ("barred", barred), ("grades", grades) })
        {
            if (values.Length > 0) fields[name] = FieldValue.Many(values);
        }

        return fields;
    }
}

/// <summary>Random people and documents; names that differ in little, so that a comparison that is not exact shows.</summary>
internal sealed class School(int seed, int dimension)
{
    public static readonly string[] Tenants = ["school-1", "School-1", "school-10", "school-1 ", "school"];

    private static readonly string[] Roles = ["teacher", "Teacher", "head", "head teacher", "parent", "pupil"];
    private static readonly string[] Grades = ["1", "2", "10", "11", "12"];
    private static readonly string[] People = ["ann", "ben", "Ann", "eve"];

    private readonly Random _random = new(seed * 7919);
    private readonly TestRecords _vectors = new(seed * 7907);

    /// <summary>The fields that the rule looks at.</summary>
    public static IReadOnlyDictionary<string, FieldKind> Fields { get; } = new Dictionary<string, FieldKind>
    {
        [RagFields.Tenant] = FieldKind.Text,
        ["owner"] = FieldKind.Text,
        ["level"] = FieldKind.Integer,
        ["open"] = FieldKind.Boolean,
        ["readers"] = FieldKind.Texts,
        ["reviewers"] = FieldKind.Texts,
        ["barred"] = FieldKind.Texts,
        ["grades"] = FieldKind.Texts,
    };

    public float[] NextVector() => _vectors.Unit(dimension);

    public SchoolDocument NextDocument(int number) => new(
        number,
        _random.Next(15) == 0 ? null : Pick(Tenants),
        _random.Next(4) == 0 ? Pick(People) : null,
        _random.Next(3) == 0 ? _random.Next(1, 5) : null,
        _random.Next(4) == 0,
        Some(Roles, 0.3),
        Some(Roles, 0.1),
        Some(Roles, 0.08),
        Some(Grades, 0.25),
        NextVector());

    // One in ten has no tenant; roles and grades are none at times, and at times such as no document knows.
    public Principal NextPrincipal() => new(
        Pick(People),
        _random.Next(10) == 0 ? string.Empty : Pick(Tenants),
        _random.Next(8) == 0 ? ["janitor"] : Some(Roles, 0.25),
        _random.Next(8) == 0 ? ["13"] : Some(Grades, 0.3),
        _random.Next(0, 5));

    private string[] Some(string[] values, double share) => [.. values.Where(_ => _random.NextDouble() < share)];

    private string Pick(string[] values) => values[_random.Next(values.Length)];
}
