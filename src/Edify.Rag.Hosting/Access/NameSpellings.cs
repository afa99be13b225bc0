namespace Edify.Rag.Hosting.Access;

/// <summary>The ways in which a class or a subject is written: "7b" and "7B" are one class, "maths", "Maths" and "MATHS" one subject.</summary>
/// <remarks>Stores compare texts by ordinal, and folder names come from people.</remarks>
internal static class NameSpellings
{
    public static IReadOnlyList<FieldValue> Of(IEnumerable<string> names) =>
        [.. names.Where(n => !string.IsNullOrWhiteSpace(n)).SelectMany(Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(n => (FieldValue)n)];

    private static IEnumerable<string> Of(string name)
    {
        var written = name.Trim();
        yield return written;
        yield return written.ToLowerInvariant();
        yield return written.ToUpperInvariant();
        yield return char.ToUpperInvariant(written[0]) + written[1..].ToLowerInvariant();
    }
}
