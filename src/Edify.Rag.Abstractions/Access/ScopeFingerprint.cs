using System.Runtime.InteropServices;

namespace Edify.Rag;

/// <summary>A hash of a filter that does not depend on the order of its operands or values.</summary>
internal static class ScopeFingerprint
{
    // Over the characters as they are: an encoding would make one of all the texts that are not well-formed Unicode.
    public static string Of(VectorFilter filter) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Canonical(filter).AsSpan())).AsSpan(0, 16));

    // Length-prefixed, so that no value can imitate the structure around it.
    private static string Canonical(VectorFilter filter) => filter switch
    {
        VectorFilter.AllFilter => "all",
        VectorFilter.NoneFilter => "none",
        VectorFilter.EqualFilter f => $"eq({Part(f.Field)}{Part(f.Value)})",
        VectorFilter.AnyOfFilter f => $"in({Part(f.Field)}{Sorted(f.Values.Select(v => Part(v)))})",
        VectorFilter.RangeFilter f => $"range({Part(f.Field)}{Part(f.From)}{Part(f.To)})",
        VectorFilter.ExistsFilter f => $"exists({Part(f.Field)})",
        VectorFilter.AndFilter f => $"and({Sorted(f.Operands.Select(Canonical))})",
        VectorFilter.OrFilter f => $"or({Sorted(f.Operands.Select(Canonical))})",
        VectorFilter.NotFilter f => $"not({Canonical(f.Operand)})",
        _ => throw new UnreachableException(),
    };

    private static string Sorted(IEnumerable<string> parts) => string.Concat(parts.Order(StringComparer.Ordinal));

    private static string Part(FieldValue? value) => value is { } v ? Part($"{(int)v.Kind}:{v}") : "-";

    private static string Part(string text) => $"{text.Length}:{text}";
}
