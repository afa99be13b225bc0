using System.Text.Json;

namespace Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

/// <summary>A part of a corpus.</summary>
/// <param name="Corpus">Its name.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
internal readonly record struct Passage(string Corpus, int Start, int End);

/// <summary>A question and the passages that answer it.</summary>
internal sealed record ChunkingQuestion(string Text, IReadOnlyList<Passage> References);

/// <summary>The corpora and questions of "Evaluating Chunking Strategies for Retrieval" (B. Smith and A. Troynikov, Chroma, 2024) that are at hand.</summary>
internal sealed class ChunkingCorpus
{
    private ChunkingCorpus(IReadOnlyDictionary<string, string> texts, IReadOnlyList<ChunkingQuestion> questions) => (Texts, Questions) = (texts, questions);

    public IReadOnlyDictionary<string, string> Texts { get; }

    public IReadOnlyList<ChunkingQuestion> Questions { get; }

    /// <summary>Reads the folder.</summary>
    public static ChunkingCorpus Load(string folder)
    {
        var texts = Directory.GetFiles(Path.Combine(folder, "corpora"), "*.md").Order(StringComparer.Ordinal)
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);

        // The questions count code points, and so does this program as long as there are no surrogates.
        if (texts.Values.Any(t => t.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))) throw new InvalidDataException("The corpora hold surrogates.");
        var rows = CsvRows(File.ReadAllText(Path.Combine(folder, "questions.csv"))).Skip(1);
        return new(texts, [.. rows.Where(r => r.Count == 3).Select(r => new ChunkingQuestion(r[0], References(r[1], r[2])))]);
    }

    /// <summary>The elements that a reader makes of a corpus: every line a paragraph, but for the headings that WikiText marks by = and =.</summary>
    /// <param name="text">The corpus.</param>
    /// <param name="starts">Where each element starts in the corpus.</param>
    public static List<DocumentElement> Elements(string text, out List<int> starts)
    {
        var elements = new List<DocumentElement>();
        var headings = new List<(int Level, string Title)>();
        var position = 0L;
        starts = [];
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            end = text.IndexOf('\n', start) is var lineEnd and >= 0 ? lineEnd : text.Length;
            var line = text[start..end];
            var content = line.Trim();
            if (content.Length == 0) continue;
            var level = content.Length > 4 && content.StartsWith("= ", StringComparison.Ordinal) && content.EndsWith(" =", StringComparison.Ordinal)
                ? content.Split(' ').TakeWhile(w => w == "=").Count()
                : 0;
            if (level > 0) headings.RemoveAll(h => h.Level >= level);
            starts.Add(start + line.IndexOf(content, StringComparison.Ordinal));
            elements.Add(new(level > 0 ? ElementKind.Heading : ElementKind.Paragraph, content)
            {
                Level = level, Start = position, HeadingPath = [.. headings.Select(h => h.Title)],
            });
            if (level > 0) headings.Add((level, content.Trim('=', ' ')));
            position += content.Length + 1;
        }

        return elements;
    }

    private static List<Passage> References(string json, string corpus)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(r => new Passage(corpus, r.GetProperty("start_index").GetInt32(), r.GetProperty("end_index").GetInt32()))];
    }

    private static IEnumerable<List<string>> CsvRows(string text)
    {
        var (row, field, isQuoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
            else if (c == '"') isQuoted = !isQuoted;
            else if (!isQuoted && c is ',' or '\n' && !isQuoted)
            {
                row.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (c == ',') continue;
                yield return row;
                row = [];
            }
            else field.Append(c);
        }

        if (row.Count > 0) yield return [.. row, field.ToString()];
    }
}
