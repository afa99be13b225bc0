namespace Edify.Rag.Conformance;

/// <summary>Filters as people write them, for messages of tests.</summary>
internal static class FilterText
{
    public static string Of(VectorFilter filter) => filter switch
    {
        VectorFilter.AllFilter => "all",
        VectorFilter.NoneFilter => "none",
        VectorFilter.EqualFilter f => $"{f.Field} = {Of(f.Value)}",
        VectorFilter.AnyOfFilter f => $"{f.Field} in ({string.Join(", ", f.Values.Select(Of))})",
        VectorFilter.RangeFilter { From: { } from, To: { } to } f => $"{Of(from)} <= {f.Field} <= {Of(to)}",
        VectorFilter.RangeFilter { From: { } from } f => $"{f.Field} >= {Of(from)}",
        VectorFilter.RangeFilter f => $"{f.Field} <= {Of(f.To!.Value)}",
        VectorFilter.ExistsFilter f => $"exists {f.Field}",
        VectorFilter.AndFilter f => $"({string.Join(" and ", f.Operands.Select(Of))})",
        VectorFilter.OrFilter f => $"({string.Join(" or ", f.Operands.Select(Of))})",
        VectorFilter.NotFilter f => $"not ({Of(f.Operand)})",
        _ => $"{filter}",
    };

    public static string Of(VectorRecord record) =>
        $"{record.Id} {{ {string.Join(", ", record.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}: {Of(f.Value)}"))} }}";

    // Texts in quotes and the others with their kind: 7 and 7.0 and "7" are three values.
    private static string Of(FieldValue value) => value.Kind is FieldKind.Text ? $"\"{value}\"" : $"{value.Kind} {value}";
}
