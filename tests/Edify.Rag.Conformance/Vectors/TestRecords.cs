namespace Edify.Rag.Conformance;

/// <summary>Random records and filters over fields of every kind; the same for the same seed.</summary>
internal sealed class TestRecords(int seed)
{
    private static readonly string[] Words = ["algebra", "biology", "chemistry", "drama", "energy", "fraction", "geometry", "history", "ibsen", "joule"];
    private static readonly string[] Subjects = ["maths", "science", "literature", "Ästhetik", "علوم"];
    private static readonly string[] Roles = ["teacher", "principal", "parent", "pupil"];
    private static readonly string[] FieldNames = ["subject", "grade", "weight", "public", "updated", "roles", "tags", "mixed", "dotted.name", "cost$", "unknown"];
    private static readonly DateTimeOffset Epoch = new(2024, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(seed);

    /// <summary>A question that every text answers.</summary>
    public static string AllWords { get; } = string.Join(' ', Words);

    /// <summary>The kinds of the fields that have one.</summary>
    public static IReadOnlyDictionary<string, FieldKind> Fields { get; } = new Dictionary<string, FieldKind>
    {
        [RagFields.Tenant] = FieldKind.Text,
        ["subject"] = FieldKind.Text,
        ["grade"] = FieldKind.Integer,
        ["weight"] = FieldKind.Number,
        ["public"] = FieldKind.Boolean,
        ["updated"] = FieldKind.Time,
        ["roles"] = FieldKind.Texts,
    };

    public List<VectorRecord> Many(int count, int dimension, string tenant) => [.. Enumerable.Range(0, count).Select(_ => One(dimension, tenant))];

    public VectorRecord One(int dimension, string tenant)
    {
        var fields = new Dictionary<string, FieldValue> { [RagFields.Tenant] = tenant };
        foreach (var name in FieldNames)
        {
            if (name is not ("unknown" or "tags") && _random.Next(5) > 0) fields[name] = Value(name);
        }

        if (_random.Next(4) > 0) fields["roles"] = FieldValue.Many(Roles.Where(_ => _random.Next(2) == 0).DefaultIfEmpty("teacher"));
        if (_random.Next(3) > 0) fields["tags"] = FieldValue.Many(Subjects.Where(_ => _random.Next(3) == 0).DefaultIfEmpty("maths"));
        return new(Id(), string.Join(' ', Enumerable.Range(0, 12).Select(_ => Pick(Words))), fields) { Vector = Unit(dimension) };
    }

    public Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    public float[] Unit(int dimension)
    {
        var vector = Enumerable.Range(0, dimension).Select(_ => (float)(_random.NextDouble() - 0.5)).ToArray();
        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }

    /// <summary>A filter of up to so many levels, of what the store can do.</summary>
    public VectorFilter Filter(int depth, VectorStoreCapabilities capabilities) => depth == 0 ? Leaf(capabilities) : _random.Next(5) switch
    {
        0 => Filter(depth - 1, capabilities) & Filter(depth - 1, capabilities),
        1 => Filter(depth - 1, capabilities) | Filter(depth - 1, capabilities),
        2 when capabilities.HasFlag(VectorStoreCapabilities.Negation) => !Filter(depth - 1, capabilities),
        3 => Filter(depth - 1, capabilities) & (Filter(depth - 1, capabilities) | Leaf(capabilities)),
        _ => Leaf(capabilities),
    };

    private VectorFilter Leaf(VectorStoreCapabilities capabilities)
    {
        var name = Pick(FieldNames.Where(field => field is not ("roles" or "tags") || capabilities.HasFlag(VectorStoreCapabilities.ArrayFields)).ToArray());
        return _random.Next(6) switch
        {
            0 => VectorFilter.AnyOf(name, [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Value(name))]),
            1 => VectorFilter.Exists(name),
            2 when capabilities.HasFlag(VectorStoreCapabilities.Ranges) => Range(name),
            _ => VectorFilter.Equal(name, Value(name)),
        };
    }

    private VectorFilter Range(string name)
    {
        var (one, other) = (Value(name), Value(name));
        if (!one.IsComparableTo(other)) other = one;
        return _random.Next(3) switch
        {
            0 => VectorFilter.Range(name, from: one),
            1 => VectorFilter.Range(name, to: one),
            _ => one.CompareTo(other) <= 0 ? VectorFilter.Range(name, one, other) : VectorFilter.Range(name, other, one),
        };
    }

    private FieldValue Value(string name) => name switch
    {
        "subject" or "tags" or "dotted.name" or "cost$" => Pick(Subjects),
        "roles" => Pick(Roles),
        "grade" => (long)_random.Next(1, 13),
        "weight" => _random.Next(20) / 4.0,
        "public" => _random.Next(2) == 0,
        "updated" => Epoch.AddDays(_random.Next(300)).ToOffset(TimeSpan.FromHours(_random.Next(-3, 4))),
        "mixed" => _random.Next(4) switch
        {
            0 => (long)_random.Next(5),
            1 => _random.Next(10) / 2.0,
            2 => Pick(Subjects),
            _ => _random.Next(2) == 0,
        },
        _ => "anything",
    };

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
