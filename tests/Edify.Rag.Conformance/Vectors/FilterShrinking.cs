namespace Edify.Rag.Conformance;

/// <summary>Finds the smallest part of a filter that still goes wrong, so that a failure can be read.</summary>
internal static class FilterShrinking
{
    /// <summary>Makes a filter smaller as long as it fails.</summary>
    /// <param name="filter">A filter that fails.</param>
    /// <param name="fails">Whether a filter fails.</param>
    public static async Task<VectorFilter> SmallestAsync(VectorFilter filter, Func<VectorFilter, Task<bool>> fails)
    {
        while (true)
        {
            VectorFilter? smaller = null;
            foreach (var candidate in Smaller(filter))
            {
                if (!await fails(candidate)) continue;
                smaller = candidate;
                break;
            }

            if (smaller is null) return filter;
            filter = smaller;
        }
    }

    private static IEnumerable<VectorFilter> Smaller(VectorFilter filter) => filter switch
    {
        VectorFilter.AndFilter f => SmallerGroups(f.Operands, static (left, right) => left & right),
        VectorFilter.OrFilter f => SmallerGroups(f.Operands, static (left, right) => left | right),
        VectorFilter.NotFilter f => Smaller(f.Operand).Select(smaller => !smaller).Prepend(f.Operand),
        VectorFilter.AnyOfFilter f => f.Values.Select((_, i) => VectorFilter.AnyOf(f.Field, [.. f.Values.Where((_, other) => other != i)])),
        VectorFilter.RangeFilter { From: { } from, To: { } to } f => [VectorFilter.Range(f.Field, from: from), VectorFilter.Range(f.Field, to: to)],
        _ => [],
    };

    private static IEnumerable<VectorFilter> SmallerGroups(IReadOnlyList<VectorFilter> operands, Func<VectorFilter, VectorFilter, VectorFilter> join)
    {
        foreach (var operand in operands) yield return operand;
        for (var i = 0; i < operands.Count; i++)
        {
            if (operands.Count > 2) yield return operands.Where((_, other) => other != i).Aggregate(join);
            foreach (var smaller in Smaller(operands[i])) yield return operands.Select((operand, other) => other == i ? smaller : operand).Aggregate(join);
        }
    }
}
