namespace Edify.Rag.Vectors.Tests.Conformance;

/// <summary>Filters as a wrong translation has them.</summary>
internal static class FaultyFilter
{
    public static VectorFilter Of(VectorFilter filter, StoreFault fault) => (filter, fault) switch
    {
        (VectorFilter.AndFilter f, StoreFault.DropsACondition) => f.Operands.Skip(1).Select(o => Of(o, fault)).Aggregate((left, right) => left & right),
        (VectorFilter.NotFilter f, StoreFault.DropsNegations) => Of(f.Operand, fault),
        (VectorFilter.RangeFilter { From: { } from } f, StoreFault.DropsUpperBounds) => VectorFilter.Range(f.Field, from),
        (VectorFilter.EqualFilter { Value.Kind: FieldKind.Text } f, StoreFault.FoldsCase) => Folded(f.Field, f.Value.AsText()),
        (VectorFilter.AndFilter f, _) => f.Operands.Select(o => Of(o, fault)).Aggregate((left, right) => left & right),
        (VectorFilter.OrFilter f, _) => f.Operands.Select(o => Of(o, fault)).Aggregate((left, right) => left | right),
        (VectorFilter.NotFilter f, _) => !Of(f.Operand, fault),
        _ => filter,
    };

    private static VectorFilter Folded(string field, string text) => field == RagFields.Tenant || text.Length == 0
        ? VectorFilter.Equal(field, text)
        : VectorFilter.AnyOf(field, text, text.ToLowerInvariant(), text.ToUpperInvariant(), char.ToUpperInvariant(text[0]) + text[1..]);
}
