namespace Edify.Rag.MongoDb.Vectors.Filtering;

/// <summary>What Atlas Vector Search can apply of a filter: all of it or less, never more.</summary>
/// <remarks>
/// It knows the declared fields alone, and compares texts by equality, numbers, and truth values. A condition that it can't tell
/// exactly is left out where that only widens what is found; the records themselves are compared with the whole filter.
/// </remarks>
internal static class IndexFilter
{
    /// <summary>The part of a filter for the index; <see langword="null"/> when that is nothing.</summary>
    public static VectorFilter? Of(VectorFilter filter, IReadOnlyDictionary<string, FieldKind> fields)
    {
        if (IsExact(filter, fields)) return filter is VectorFilter.AllFilter ? null : filter;
        if (filter is not VectorFilter.AndFilter and) return null;
        var known = and.Operands.Where(operand => IsExact(operand, fields)).ToList();
        return known.Count == 0 ? null : known.Aggregate((left, right) => left & right);
    }

    private static bool IsExact(VectorFilter filter, IReadOnlyDictionary<string, FieldKind> fields) => filter switch
    {
        VectorFilter.AllFilter => true,
        VectorFilter.EqualFilter equal => fields.ContainsKey(equal.Field) && IsPlain(equal.Value),
        VectorFilter.AnyOfFilter any => fields.ContainsKey(any.Field) && any.Values.All(IsPlain),
        VectorFilter.RangeFilter range => fields.ContainsKey(range.Field) && IsNumber(range.From) && IsNumber(range.To),
        VectorFilter.GroupFilter group => group.Operands.All(operand => IsExact(operand, fields)),
        VectorFilter.NotFilter not => IsExact(not.Operand, fields),
        _ => false,
    };

    // Times may lie between the milliseconds that the index knows.
    private static bool IsPlain(FieldValue value) => value.Kind is FieldKind.Text or FieldKind.Boolean || IsNumber(value);

    // What is no finite double, and integers that no double can tell apart, are left to the server.
    private static bool IsNumber(FieldValue? bound) => bound is not { } value || value.Kind switch
    {
        FieldKind.Integer => Math.Abs((double)value.AsInteger()) < 1L << 53,
        FieldKind.Number => double.IsFinite(value.AsNumber()),
        _ => false,
    };
}
