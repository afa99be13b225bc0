namespace Edify.Rag.Documents.Markdown.FrontMatter;

/// <summary>Finds the front matter of a text: lines between "---" (YAML) or "+++" (TOML) at its very start.</summary>
/// <remarks>
/// Lines that hold no key are none: "---" also begins a rule, and ends a heading. More than 64 Ki characters are none
/// either.
/// </remarks>
internal static class FrontMatterBlock
{
    private const int Longest = 64 * 1024;

    /// <summary>Finds it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bodyStart">Where the text goes on after it; 0 without front matter.</param>
    /// <returns>What it says; empty without front matter.</returns>
    public static IReadOnlyList<KeyValuePair<string, FieldValue>> Read(ReadOnlySpan<char> text, out int bodyStart)
    {
        bodyStart = 0;
        var from = text.StartsWith("\uFEFF") ? 1 : 0;
        var head = text[from..Math.Min(text.Length, from + Longest)];
        if (!head.StartsWith("---") && !head.StartsWith("+++")) return [];

        var marker = head[..3];
        var lines = new List<string>();
        var at = 0;
        var isFirst = true;
        while (at < head.Length)
        {
            var end = head[at..].IndexOf('\n');
            var line = (end < 0 ? head[at..] : head.Slice(at, end)).TrimEnd();
            at = end < 0 ? head.Length : at + end + 1;
            if (isFirst)
            {
                if (line.Length != 3) return [];
                isFirst = false;
                continue;
            }

            var isEnd = line.SequenceEqual(marker) || (marker[0] == '-' && line is "...");
            if (!isEnd)
            {
                lines.Add(line.ToString());
                continue;
            }

            var fields = marker[0] == '-' ? YamlFields.Read(lines) : TomlFields.Read(lines);
            if (fields.Count > 0) bodyStart = from + at;
            return fields;
        }

        return [];
    }
}
