using System.Text.RegularExpressions;

namespace Edify.Rag.Cli.Chat;

/// <summary>Where to look: fields and what they are to hold.</summary>
/// <param name="Conditions">The fields with their values, as the user wrote them.</param>
internal sealed partial record ChatScope(IReadOnlyList<(string Field, string Value)> Conditions)
{
    private static readonly string[] Known = [RagFields.Subject, RagFields.Book, RagFields.Grade, RagFields.Year, RagFields.Module, RagFields.Category, RagFields.Name];

    public static ChatScope Everywhere { get; } = new([]);

    /// <summary>The filter; the values of one field are alternatives.</summary>
    public VectorFilter Filter => Conditions.GroupBy(c => c.Field, StringComparer.Ordinal)
        .Select(group => VectorFilter.AnyOf(group.Key, [.. group.Select(c => (FieldValue)c.Value)]))
        .Aggregate(VectorFilter.All, (all, one) => all & one);

    /// <summary>The fields, each with its alternatives.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields =>
        Conditions.GroupBy(c => c.Field, StringComparer.Ordinal).ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group.Select(c => c.Value)], StringComparer.Ordinal);

    /// <summary>Reads <c>subject=Science grade="Grade 5"</c>.</summary>
    /// <exception cref="FormatException">It is not written so, or names a field that there isn't.</exception>
    public static ChatScope Parse(string text)
    {
        var conditions = new List<(string, string)>();
        var position = 0;
        foreach (Match match in Condition().Matches(text))
        {
            if (!string.IsNullOrWhiteSpace(text[position..match.Index])) break;
            var field = match.Groups["field"].Value.ToLowerInvariant();
            if (!Known.Contains(field)) throw new FormatException($"There is no field '{field}' to look by; there are {string.Join(", ", Known)}.");
            conditions.Add((field, match.Groups["value"].Value.Trim('"')));
            position = match.Index + match.Length;
        }

        return conditions.Count > 0 && string.IsNullOrWhiteSpace(text[position..])
            ? new(conditions)
            : throw new FormatException("Write it as /scope subject=Science grade=\"Grade 5\", or /scope all.");
    }

    public override string ToString() => Conditions.Count == 0 ? "everywhere that you may look" : string.Join(", ", Conditions.Select(c => $"{c.Field} = {c.Value}"));

    [GeneratedRegex("""(?<field>\w+)\s*=\s*(?<value>"[^"]*"|[^\s"]+)""")]
    private static partial Regex Condition();
}
