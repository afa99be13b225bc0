namespace Edify.Rag.Hosting.Access;

/// <summary>Says a condition in words, for people who look into what somebody may see.</summary>
internal static class FilterWords
{
    private const int MostValues = 8;

    public static string Of(VectorFilter filter) => filter switch
    {
        VectorFilter.AllFilter => "every document",
        VectorFilter.NoneFilter => "no document",
        VectorFilter.EqualFilter f => $"{f.Field} is '{f.Value}'",
        VectorFilter.AnyOfFilter f => $"{f.Field} is one of {string.Join(", ", f.Values.Take(MostValues).Select(v => $"'{v}'"))}{(f.Values.Count > MostValues ? ", …" : string.Empty)}",
        VectorFilter.RangeFilter f => $"{f.Field} is {(f.From is { } from ? $"at least {from}" : "any")} and {(f.To is { } to ? $"at most {to}" : "any")}",
        VectorFilter.ExistsFilter f => $"{f.Field} is set",
        VectorFilter.AndFilter f => $"({string.Join(" and ", f.Operands.Select(Of))})",
        VectorFilter.OrFilter f => $"({string.Join(" or ", f.Operands.Select(Of))})",
        VectorFilter.NotFilter f => $"not {Of(f.Operand)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
