namespace Edify.Rag.MongoDb.Tests.Vectors.Filtering;

/// <summary>Random fields and filters with the values where translations go wrong.</summary>
internal sealed class TestFilters(int seed)
{
    private static readonly string[] Names = ["a", "b.c", "$d", "e%", "document", "ordinal"];
    private static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly FieldValue[] Values =
    [
        "", "a", "b", "z", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0010FFFF", "a\uE000", "a\U0001F600", "\0", "$a", "7",
        7L, 7.0, 7.5, -7L, 0L, -0.0, 1L << 53, (1L << 53) + 1, (double)(1L << 53), long.MaxValue, long.MinValue, 9223372036854775808.0, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon,
        true, false, Noon, Noon.AddTicks(1), Noon.AddTicks(-1), Noon.AddTicks(9_999), Noon.AddMilliseconds(1), DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
    ];

    private readonly Random _random = new(seed);

    public Dictionary<string, FieldValue> Fields()
    {
        var fields = new Dictionary<string, FieldValue>();
        foreach (var name in Names)
        {
            if (_random.Next(4) == 0) continue;
            fields[name] = _random.Next(3) == 0 ? FieldValue.Many(Enumerable.Range(0, _random.Next(4)).Select(_ => Text())) : Value();
        }

        return fields;
    }

    public VectorFilter Filter(int depth) => depth == 0 ? Leaf() : _random.Next(4) switch
    {
        0 => Filter(depth - 1) & Filter(depth - 1),
        1 => Filter(depth - 1) | Filter(depth - 1),
        2 => !Filter(depth - 1),
        _ => Leaf(),
    };

    private VectorFilter Leaf()
    {
        var (name, one, other) = (Names[_random.Next(Names.Length)], Value(), Value());
        if (!one.IsComparableTo(other)) other = one;
        var (low, high) = one.CompareTo(other) <= 0 ? (one, other) : (other, one);
        return _random.Next(7) switch
        {
            0 => VectorFilter.Exists(name),
            1 => VectorFilter.AnyOf(name, Value(), Value(), Value()),
            2 => VectorFilter.Range(name, from: one),
            3 => VectorFilter.Range(name, to: one),
            4 => VectorFilter.Range(name, low, high),
            _ => VectorFilter.Equal(name, one),
        };
    }

    private FieldValue Value() => Values[_random.Next(Values.Length)];

    private string Text() => Values[_random.Next(14)].AsText();
}
