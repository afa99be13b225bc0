using System.Text;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Server.Values;

/// <summary>The order of values of all types, as the server sorts them.</summary>
internal sealed class MongoOrder : IComparer<object?>, IEqualityComparer<object?>
{
    private static readonly object NoValue = new();

    public static MongoOrder Instance { get; } = new();

    /// <summary>The same, for dictionaries, whose keys come from <see cref="Key"/>.</summary>
    public static IEqualityComparer<object?> Keys => Instance;

    /// <summary>A value as a key of a dictionary.</summary>
    public static object Key(object? value) => value ?? NoValue;

    public int Compare(object? x, object? y)
    {
        var (a, b) = (Rank(x), Rank(y));
        if (a != b) return a.CompareTo(b);
        return (x, y) switch
        {
            (string left, string right) => CompareTexts(left, right),
            (bool left, bool right) => left.CompareTo(right),
            (MongoDate left, MongoDate right) => left.Milliseconds.CompareTo(right.Milliseconds),
            (MongoBytes left, MongoBytes right) => Compare(left, right),
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
        _ => ReferenceEquals(value, NoValue) ? 2 : throw new ArgumentException($"There is no order for {value.GetType().Name}.", nameof(value)),
    };

    bool IEqualityComparer<object?>.Equals(object? x, object? y) => Compare(x, y) == 0;

    int IEqualityComparer<object?>.GetHashCode(object obj) => Hash(obj);

    private static int Hash(object? obj) => obj switch
    {
        string text => text.GetHashCode(StringComparison.Ordinal),
        MongoBytes bytes => bytes.Value.Aggregate(17, (hash, b) => (hash * 31) + b),
        List<object?> list => list.Aggregate(19, (hash, item) => (hash * 31) + Hash(item)),
        MongoDate date => date.Milliseconds.GetHashCode(),
        _ when IsNumber(obj) => Number(obj).GetHashCode(),
        _ => Rank(obj),
    };

    // By the bytes of UTF-8, which is not the order of UTF-16.
    private static int CompareTexts(string left, string right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] == right[i]) continue;
            return char.IsSurrogate(left[i]) != char.IsSurrogate(right[i]) && Math.Max(left[i], right[i]) >= '\uE000'
                ? Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right))
                : left[i].CompareTo(right[i]);
        }

        return left.Length.CompareTo(right.Length);
    }

    // An integer and a double are compared as they are: 2^53 + 1 is more than 2^53, though both are the same double.
    private static int CompareNumbers(object x, object y) => (x, y) switch
    {
        (double left, double right) => left.CompareTo(right),
        (double left, _) => -CompareMixed(Convert.ToInt64(y, null), left),
        (_, double right) => CompareMixed(Convert.ToInt64(x, null), right),
        _ => Convert.ToInt64(x, null).CompareTo(Convert.ToInt64(y, null)),
    };

    private static int CompareMixed(long integer, double number)
    {
        if (double.IsNaN(number) || number < -9223372036854775808.0) return 1;
        if (number >= 9223372036854775808.0) return -1;
        var whole = Math.Truncate(number);
        var order = integer.CompareTo((long)whole);
        return order != 0 ? order : whole.CompareTo(number);
    }

    private static int Compare(MongoBytes x, MongoBytes y)
    {
        var order = x.Type is BsonType.Binary ? x.Value.Length.CompareTo(y.Value.Length) : 0;
        return order != 0 ? order : x.Value.AsSpan().SequenceCompareTo(y.Value);
    }

    private int Compare(MongoDocument x, MongoDocument y)
    {
        foreach (var (left, right) in x.Fields.Zip(y.Fields))
        {
            if (Rank(left.Value).CompareTo(Rank(right.Value)) is var rank and not 0) return rank;
            if (CompareTexts(left.Key, right.Key) is var name and not 0) return name;
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
