using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Edify.Rag;

/// <summary>A document of a judged collection.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Title">Its title; empty where it has none.</param>
/// <param name="Text">Its text.</param>
public sealed record CorpusDocument(string Id, string Title, string Text);

/// <summary>A question of a judged collection.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Text">The question.</param>
public sealed record CorpusQuery(string Id, string Text);

/// <summary>Reads judged collections as BEIR and TREC lay them out, a line at a time.</summary>
public static class CorpusFiles
{
    /// <summary>Reads documents: a JSON object a line with <c>_id</c>, <c>text</c> and, if it has one, <c>title</c>.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">A line is no such object; its number is named.</exception>
    public static async IAsyncEnumerable<CorpusDocument> ReadDocumentsAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (number, line) in LinesAsync(reader, cancellationToken).ConfigureAwait(false))
            yield return Parse(number, line, json => new CorpusDocument(Required(json, "_id"), Optional(json, "title"), Required(json, "text")));
    }

    /// <summary>Reads questions: a JSON object a line with <c>_id</c> and <c>text</c>, or identifier and question parted by a tab.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FormatException">A line is neither; its number is named.</exception>
    public static async IAsyncEnumerable<CorpusQuery> ReadQueriesAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (number, line) in LinesAsync(reader, cancellationToken).ConfigureAwait(false))
        {
            if (line[0] == '{')
            {
                yield return Parse(number, line, json => new CorpusQuery(Required(json, "_id"), Required(json, "text")));
                continue;
            }

            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 1) throw new FormatException($"Line {number} of the questions is neither a JSON object nor an identifier, a tab and a question.");
            yield return new(line[..tab], line[(tab + 1)..]);
        }
    }

    private static async IAsyncEnumerable<(int Number, string Line)> LinesAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line)) yield return (number, line);
        }
    }

    private static T Parse<T>(int number, string line, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new FormatException($"Line {number} can't be read: {e.Message}", e);
        }
    }

    private static string Required(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : throw new FormatException($"'{name}' is missing or no text.");

    private static string Optional(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}
