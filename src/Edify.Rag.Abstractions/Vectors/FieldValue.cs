namespace Edify.Rag;

/// <summary>A metadata value: text, integer, number, boolean, time, or several texts.</summary>
/// <remarks>
/// Integers and numbers are compared by value, whatever their kind (7 equals 7.0). Texts are compared by ordinal, times in
/// UTC. The default value is the empty text.
/// </remarks>
public readonly record struct FieldValue : IComparable<FieldValue>
{
    private readonly object? _value;

    private FieldValue(FieldKind kind, object value) => (Kind, _value) = (kind, value);

    /// <summary>Its type.</summary>
    public FieldKind Kind { get; }

    /// <summary>The values of a field that holds several; <see langword="null"/> for a single one.</summary>
    public IReadOnlyList<string>? Items => _value as IReadOnlyList<string>;

    private object Value => _value ?? string.Empty;

    /// <summary>A text.</summary>
    /// <param name="value">Any text but <see langword="null"/>.</param>
    public static implicit operator FieldValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(FieldKind.Text, value);
    }

    /// <summary>An integer.</summary>
    /// <param name="value">Any integer.</param>
    public static implicit operator FieldValue(long value) => new(FieldKind.Integer, value);

    /// <summary>A number; NaN is refused.</summary>
    /// <param name="value">Any number but NaN.</param>
    public static implicit operator FieldValue(double value) =>
        double.IsNaN(value) ? throw new ArgumentException("NaN is not a field value.", nameof(value)) : new(FieldKind.Number, value);

    /// <summary>A boolean.</summary>
    /// <param name="value">True or false.</param>
    public static implicit operator FieldValue(bool value) => new(FieldKind.Boolean, value);

    /// <summary>A time, compared in UTC.</summary>
    /// <param name="value">Any time.</param>
    public static implicit operator FieldValue(DateTimeOffset value) => new(FieldKind.Time, value.ToUniversalTime());

    /// <summary>Several texts, such as the roles that may read a document.</summary>
    /// <param name="values">The texts; none makes a field without a value.</param>
    public static FieldValue Many(params IEnumerable<string> values) => new(FieldKind.Texts, values.ToArray());

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">It is of another kind.</exception>
    public string AsText() => As<string>(FieldKind.Text);

    /// <summary>The integer.</summary>
    /// <exception cref="InvalidOperationException">It is of another kind.</exception>
    public long AsInteger() => As<long>(FieldKind.Integer);

    /// <summary>The number; an integer converts.</summary>
    /// <exception cref="InvalidOperationException">It is of another kind.</exception>
    public double AsNumber() => Kind == FieldKind.Integer ? AsInteger() : As<double>(FieldKind.Number);

    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">It is of another kind.</exception>
    public bool AsBoolean() => As<bool>(FieldKind.Boolean);

    /// <summary>The time, in UTC.</summary>
    /// <exception cref="InvalidOperationException">It is of another kind.</exception>
    public DateTimeOffset AsTime() => As<DateTimeOffset>(FieldKind.Time);

    /// <summary>Whether the two can be put in order: both of one kind, or both numeric.</summary>
    /// <param name="other">The other value.</param>
    public bool IsComparableTo(FieldValue other) => Kind == other.Kind || (IsNumeric && other.IsNumeric);

    /// <summary>Orders comparable values, texts by ordinal; values that are not comparable are ordered by kind.</summary>
    /// <param name="other">The other value.</param>
    public int CompareTo(FieldValue other) => (Kind, other.Kind) switch
    {
        (FieldKind.Integer, FieldKind.Number) => Compare(AsInteger(), other.AsNumber()),
        (FieldKind.Number, FieldKind.Integer) => -Compare(other.AsInteger(), AsNumber()),
        var (left, right) when left != right => left.CompareTo(right),
        (FieldKind.Text, _) => string.CompareOrdinal(AsText(), other.AsText()),
        (FieldKind.Texts, _) => Compare(Items!, other.Items!),
        _ => Comparer<object>.Default.Compare(Value, other.Value),
    };

    /// <summary>Equal in content.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(FieldValue other) => IsComparableTo(other) && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        FieldKind.Texts => Items!.Aggregate(0, HashCode.Combine),
        FieldKind.Number when AsNumber() is var number && Math.Floor(number) == number && number is >= -9223372036854775808.0 and < 9223372036854775808.0 =>
            ((long)number).GetHashCode(),
        _ => Value.GetHashCode(),
    };

    /// <inheritdoc/>
    public override string ToString() => Value switch
    {
        IReadOnlyList<string> items => $"[{string.Join(", ", items)}]",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        var value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private bool IsNumeric => Kind is FieldKind.Integer or FieldKind.Number;

    private T As<T>(FieldKind kind) =>
        Kind == kind ? (T)Value : throw new InvalidOperationException($"The field value is of kind {Kind}, not {kind}.");

    // Not by converting the integer: 2^53 + 1 and 2^53 are different integers and the same double.
    private static int Compare(long integer, double number)
    {
        if (number >= 9223372036854775808.0) return -1;
        if (number < -9223372036854775808.0) return 1;
        var floor = Math.Floor(number);
        var order = integer.CompareTo((long)floor);
        return order == 0 && number > floor ? -1 : order;
    }

    private static int Compare(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (string.CompareOrdinal(left[i], right[i]) is var order and not 0) return order;
        }

        return left.Count.CompareTo(right.Count);
    }
}

/// <summary>Types of metadata fields.</summary>
public enum FieldKind
{
    /// <summary>One text.</summary>
    Text,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A double.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A point in time.</summary>
    Time,

    /// <summary>Several texts.</summary>
    Texts,
}
