using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Server.Values;

/// <summary>The order of values of all types, as the server sorts them.</summary>
internal sealed class MongoOrder : IComparer<object?>, IEqualityComparer<object?>
{
    public static MongoOrder Instance { get; } = new();

    public int Compare(object? x, object? y)
    {
        var (a, b) = (Rank(x), Rank(y));
        if (a != b) return a.CompareTo(b);
        return (x, y) switch
        {
            (string left, string right) => string.CompareOrdinal(left, right),
            (bool left, bool right) => left.CompareTo(right),
            (MongoDate left, MongoDate right) => left.Milliseconds.CompareTo(right.Milliseconds),
            (MongoBytes left, MongoBytes right) => left.Value.AsSpan().SequenceCompareTo(right.Value),
            (MongoDocument left, MongoDocument right) => Compare(left, right),
            (List<object?> left, List<object?> right) => Compare(left, right),
            _ when IsNumber(x) => CompareNumbers(x!, y!),
            _ => 0,
        };
    }

    public static bool IsNumber(object? value) => value is int or long or double;

    public static double Number(object? value) => value switch { int n => n, long n => n, double n => n, _ => throw new ArgumentException("It is no number.", nameof(value)) };

    /// <summary>The place of a value's type among the types.</summary>
    public static int Rank(object? value) => value switch
    {
        null => 2,
        int or long or double => 3,
        string => 4,
        MongoDocument => 5,
        List<object?> => 6,
        bool => 9,
        MongoDate => 10,
        MongoBytes bytes => bytes.Type switch { BsonType.MinKey => 1, BsonType.Symbol => 4, BsonType.Binary => 7, BsonType.ObjectId => 8, BsonType.Timestamp => 11, BsonType.Regex => 12, BsonType.MaxKey => 99, _ => 13 },
        _ => throw new ArgumentException($"There is no order for {value.GetType().Name}.", nameof(value)),
    };

    bool IEqualityComparer<object?>.Equals(object? x, object? y) => Compare(x, y) == 0;

    int IEqualityComparer<object?>.GetHashCode(object? obj) => obj switch
    {
        null => 0,
        string text => text.GetHashCode(StringComparison.Ordinal),
        MongoBytes bytes => bytes.Value.Aggregate(17, (hash, b) => (hash * 31) + b),
        _ when IsNumber(obj) => Number(obj).GetHashCode(),
        _ => Rank(obj),
    };

    private static int CompareNumbers(object x, object y) => x is double || y is double
        ? Number(x).CompareTo(Number(y))
        : Convert.ToInt64(x, null).CompareTo(Convert.ToInt64(y, null));

    private int Compare(MongoDocument x, MongoDocument y)
    {
        foreach (var (left, right) in x.Fields.Zip(y.Fields))
        {
            if (Rank(left.Value).CompareTo(Rank(right.Value)) is var rank and not 0) return rank;
            if (string.CompareOrdinal(left.Key, right.Key) is var name and not 0) return name;
            if (Compare(left.Value, right.Value) is var value and not 0) return value;
        }

        return x.Fields.Count.CompareTo(y.Fields.Count);
    }

    private int Compare(List<object?> x, List<object?> y)
    {
        foreach (var (left, right) in x.Zip(y))
            if (Compare(left, right) is var value and not 0) return value;
        return x.Count.CompareTo(y.Count);
    }
}
