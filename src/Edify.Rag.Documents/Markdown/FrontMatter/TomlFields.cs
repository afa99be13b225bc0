namespace Edify.Rag.Documents.Markdown.FrontMatter;

/// <summary>Reads what of TOML stands in front matter: keys with values on one line, and tables, whose names are joined to the keys by dots.</summary>
internal static class TomlFields
{
    private const int MostFields = 1_000;

    /// <summary>The keys and their values, in order; empty when there are none.</summary>
    /// <param name="lines">The lines between the markers.</param>
    public static IReadOnlyList<KeyValuePair<string, FieldValue>> Read(List<string> lines)
    {
        var fields = new List<KeyValuePair<string, FieldValue>>();
        var table = string.Empty;
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line is not ([] or ['#', ..])))
        {
            if (fields.Count >= MostFields) break;
            if (line is ['[', .., ']'])
            {
                table = line.Trim('[', ']').Trim() + ".";
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) continue;
            var key = YamlScalar.Text(line[..equals].Trim());
            var value = YamlScalar.WithoutComment(line[(equals + 1)..].Trim());
            if (value.Length > 0 && YamlScalar.Read(value) is { } known) fields.Add(new(table + key, known));
        }

        return fields;
    }
}
