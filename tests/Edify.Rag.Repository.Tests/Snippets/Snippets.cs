using System.Text.RegularExpressions;

namespace Edify.Rag.Repository.Tests.Snippets;

/// <summary>
/// Code in Markdown that is a copy of code that is compiled. A block follows a comment that names its origin,
/// <c>&lt;!-- snippet: samples/Quickstart/Program.cs#ask --&gt;</c>; there it lies between <c>// begin-snippet: ask</c> and
/// <c>// end-snippet</c>.
/// </summary>
internal static partial class Snippets
{
    /// <summary>The Markdown with every copy brought up to date.</summary>
    /// <param name="markdown">A page.</param>
    /// <param name="read">Reads a file of the repository.</param>
    /// <exception cref="InvalidDataException">An origin is not there.</exception>
    public static string Refresh(string markdown, Func<string, string> read) => Block().Replace(
        markdown.ReplaceLineEndings("\n"),
        match => $"{match.Groups["head"].Value}{Find(read(match.Groups["path"].Value), match.Groups["name"].Value, match.Groups["path"].Value)}{match.Groups["foot"].Value}");

    private static string Find(string source, string name, string path)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        var start = Array.FindIndex(lines, l => l.Trim() == $"// begin-snippet: {name}");
        var end = start < 0 ? -1 : Array.FindIndex(lines, start, l => l.Trim() == "// end-snippet");
        if (end < 0) throw new InvalidDataException($"{path} has no snippet '{name}' (from '// begin-snippet: {name}' to '// end-snippet').");

        var body = lines[(start + 1)..end];
        var indent = body.Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Concat(body.Select(l => (l.Trim().Length == 0 ? "" : l[indent..]) + "\n"));
    }

    [GeneratedRegex(@"(?<head><!-- snippet: (?<path>[^#\s]+)#(?<name>\S+) -->\n+```csharp\n)(?<code>.*?)(?<foot>^```)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
