using System.Text;

namespace Edify.Rag.Hosting.Tests.Privacy.Detection;

/// <summary>Sentences whose places that identify a person are marked.</summary>
internal static class LabelledSentences
{
    /// <summary>The names that the set takes for those of the school.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Anna Müller", "Jan Kowalski", "José García", "Mary O'Neill", "Will Turner", "王小明", "Anna-Lena Schmidt", "Łukasz Żak"];

    public static IReadOnlyList<(string Text, IReadOnlyList<PiiSpan> Spans)> Read()
    {
        using var stream = typeof(LabelledSentences).Assembly.GetManifestResourceStream("labelled-pii.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];
    }

    private static (string Text, IReadOnlyList<PiiSpan> Spans) Parse(string line)
    {
        var (text, spans) = (new StringBuilder(), new List<PiiSpan>());
        for (var i = 0; i < line.Length;)
        {
            if (line[i] != '{')
            {
                text.Append(line[i++]);
                continue;
            }

            var (colon, end) = (line.IndexOf(':', i), line.IndexOf('}', i));
            spans.Add(new(text.Length, end - colon - 1, Enum.Parse<PiiKind>(line[(i + 1)..colon])));
            text.Append(line, colon + 1, end - colon - 1);
            i = end + 1;
        }

        return (text.ToString(), spans);
    }
}
