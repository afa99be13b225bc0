namespace Edify.Rag;

/// <summary>A condition on a record's fields: plain data that every store translates to its own query language.</summary>
/// <remarks>
/// The hierarchy is closed and immutable. A field that holds several values satisfies a condition when any of them does; a
/// missing field, like one that holds no value, satisfies none, and so satisfies the negation. A range is satisfied by
/// values that can be compared with its bounds only: a text never lies between two numbers. Values travel as parameters or
/// JSON values, never as query text. <see cref="Matches"/> is the definition that every store's translation is tested against.
/// </remarks>
public abstract record VectorFilter
{
    private VectorFilter() { }

    /// <summary>Matches every record.</summary>
    public static VectorFilter All { get; } = new AllFilter();

    /// <summary>Matches no record: what a user without rights gets.</summary>
    public static VectorFilter None { get; } = new NoneFilter();

    /// <summary>The field equals the value.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="value">One value; several texts are not a value to equal, see <see cref="AnyOf"/>.</param>
    public static VectorFilter Equal(string field, FieldValue value) => new EqualFilter(Named(field), Single(value));

    /// <summary>The field equals one of the values; with no values, matches nothing.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="values">The values.</param>
    public static VectorFilter AnyOf(string field, params IReadOnlyList<FieldValue> values) => values.Count switch
    {
        0 => None,
        1 => Equal(field, values[0]),
        _ => new AnyOfFilter(Named(field), Singles(values)),
    };

    /// <summary>The field lies between the bounds, both included; an omitted bound is open.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="from">The lower bound.</param>
    /// <param name="to">The upper bound; comparable with the lower one.</param>
    public static VectorFilter Range(string field, FieldValue? from = null, FieldValue? to = null)
    {
        if (from is null && to is null) return Exists(field);
        if (from is { } low && to is { } high && !low.IsComparableTo(high))
            throw new ArgumentException($"A range from {low.Kind} to {high.Kind} has no order.", nameof(to));
        return new RangeFilter(Named(field), Single(from), Single(to));
    }

    /// <summary>The field has a value.</summary>
    /// <param name="field">The field's name.</param>
    public static VectorFilter Exists(string field) => new ExistsFilter(Named(field));

    /// <summary>Both hold.</summary>
    /// <param name="left">One condition.</param>
    /// <param name="right">The other.</param>
    public static VectorFilter operator &(VectorFilter left, VectorFilter right) => (left, right) switch
    {
        (NoneFilter, _) or (_, NoneFilter) => None,
        (AllFilter, _) => right,
        (_, AllFilter) => left,
        _ => new AndFilter(Operands<AndFilter>(left, right)),
    };

    /// <summary>At least one holds.</summary>
    /// <param name="left">One condition.</param>
    /// <param name="right">The other.</param>
    public static VectorFilter operator |(VectorFilter left, VectorFilter right) => (left, right) switch
    {
        (AllFilter, _) or (_, AllFilter) => All,
        (NoneFilter, _) => right,
        (_, NoneFilter) => left,
        _ => new OrFilter(Operands<OrFilter>(left, right)),
    };

    /// <summary>It does not hold.</summary>
    /// <param name="filter">The condition.</param>
    public static VectorFilter operator !(VectorFilter filter) => filter switch
    {
        AllFilter => None,
        NoneFilter => All,
        NotFilter not => not.Operand,
        _ => new NotFilter(filter),
    };

    /// <summary>Evaluates the condition on a record's fields; the second check that every search result passes.</summary>
    /// <param name="fields">The record's fields.</param>
    public bool Matches(IReadOnlyDictionary<string, FieldValue> fields) => this switch
    {
        AllFilter => true,
        NoneFilter => false,
        EqualFilter f => Any(fields, f.Field, f.Value, static (value, wanted) => value.Equals(wanted)),
        AnyOfFilter f => Any(fields, f.Field, f.Values, static (value, wanted) => wanted.Contains(value)),
        RangeFilter f => Any(fields, f.Field, f, static (value, range) => range.Contains(value)),
        ExistsFilter f => Any(fields, f.Field, true, static (_, exists) => exists),
        AndFilter f => f.Operands.All(o => o.Matches(fields)),
        OrFilter f => f.Operands.Any(o => o.Matches(fields)),
        NotFilter f => !f.Operand.Matches(fields),
        _ => throw new UnreachableException(),
    };

    private static bool Any<T>(IReadOnlyDictionary<string, FieldValue> fields, string field, T argument, Func<FieldValue, T, bool> test)
    {
        if (!fields.TryGetValue(field, out var value)) return false;
        if (value.Items is not { } items) return test(value, argument);
        foreach (var item in items)
        {
            if (test(item, argument)) return true;
        }

        return false;
    }

    // Groups of one kind become one, so that no filter is deeper than what it says.
    private static VectorFilter[] Operands<T>(VectorFilter left, VectorFilter right) where T : GroupFilter
    {
        var (first, second) = (left as T, right as T);
        var before = first?.Operands.Count ?? 1;
        var all = new VectorFilter[before + (second?.Operands.Count ?? 1)];
        Put(left, first, all, 0);
        Put(right, second, all, before);
        return all;
    }

    private static void Put(VectorFilter filter, GroupFilter? group, VectorFilter[] all, int at)
    {
        if (group is null) all[at] = filter;
        else
            for (var i = 0; i < group.Operands.Count; i++) all[at + i] = group.Operands[i];
    }

    private static string Named(string field)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        return field;
    }

    private static FieldValue Single(FieldValue value) =>
        value.Items is null ? value : throw new ArgumentException("A condition compares with single values; use AnyOf for several texts.", nameof(value));

    private static FieldValue[] Singles(IReadOnlyList<FieldValue> values)
    {
        var singles = new FieldValue[values.Count];
        for (var i = 0; i < singles.Length; i++) singles[i] = Single(values[i]);
        return singles;
    }

    private static FieldValue? Single(FieldValue? bound) => bound is null ? bound : Single(bound.Value);

    /// <summary>See <see cref="All"/>.</summary>
    public sealed record AllFilter : VectorFilter
    {
        internal AllFilter() { }
    }

    /// <summary>See <see cref="None"/>.</summary>
    public sealed record NoneFilter : VectorFilter
    {
        internal NoneFilter() { }
    }

    /// <summary>See <see cref="Equal"/>.</summary>
    public sealed record EqualFilter : VectorFilter
    {
        internal EqualFilter(string field, FieldValue value) => (Field, Value) = (field, value);

        /// <summary>The field's name.</summary>
        public string Field { get; }

        /// <summary>The value it equals.</summary>
        public FieldValue Value { get; }
    }

    /// <summary>See <see cref="AnyOf"/>.</summary>
    public sealed record AnyOfFilter : VectorFilter
    {
        internal AnyOfFilter(string field, IReadOnlyList<FieldValue> values) => (Field, Values) = (field, values);

        /// <summary>The field's name.</summary>
        public string Field { get; }

        /// <summary>The values, at least two.</summary>
        public IReadOnlyList<FieldValue> Values { get; }
    }

    /// <summary>See <see cref="Range"/>.</summary>
    public sealed record RangeFilter : VectorFilter
    {
        internal RangeFilter(string field, FieldValue? from, FieldValue? to) => (Field, From, To) = (field, from, to);

        /// <summary>The field's name.</summary>
        public string Field { get; }

        /// <summary>The lower bound, included; <see langword="null"/> when open.</summary>
        public FieldValue? From { get; }

        /// <summary>The upper bound, included; <see langword="null"/> when open.</summary>
        public FieldValue? To { get; }

        /// <summary>Whether one value lies within the bounds.</summary>
        /// <param name="value">A single value.</param>
        public bool Contains(FieldValue value) =>
            (From is not { } from || (value.IsComparableTo(from) && value.CompareTo(from) >= 0)) &&
            (To is not { } to || (value.IsComparableTo(to) && value.CompareTo(to) <= 0));
    }

    /// <summary>See <see cref="Exists"/>.</summary>
    public sealed record ExistsFilter : VectorFilter
    {
        internal ExistsFilter(string field) => Field = field;

        /// <summary>The field's name.</summary>
        public string Field { get; }
    }

    /// <summary>A condition made of others.</summary>
    public abstract record GroupFilter : VectorFilter
    {
        private protected GroupFilter(IReadOnlyList<VectorFilter> operands) => Operands = operands;

        /// <summary>The conditions, at least two.</summary>
        public IReadOnlyList<VectorFilter> Operands { get; }
    }

    /// <summary>All operands hold.</summary>
    public sealed record AndFilter : GroupFilter
    {
        internal AndFilter(IReadOnlyList<VectorFilter> operands) : base(operands) { }
    }

    /// <summary>At least one operand holds.</summary>
    public sealed record OrFilter : GroupFilter
    {
        internal OrFilter(IReadOnlyList<VectorFilter> operands) : base(operands) { }
    }

    /// <summary>The operand does not hold.</summary>
    public sealed record NotFilter : VectorFilter
    {
        internal NotFilter(VectorFilter operand) => Operand = operand;

        /// <summary>The condition that must not hold.</summary>
        public VectorFilter Operand { get; }
    }
}
