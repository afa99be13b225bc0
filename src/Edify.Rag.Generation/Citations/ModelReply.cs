using System.Text.Json;

namespace Edify.Rag.Generation.Citations;

/// <summary>What a model wrote, as prose.</summary>
/// <param name="Text">The prose; empty where it wrote none.</param>
/// <param name="Notes">What was mended, in words.</param>
internal readonly record struct ModelReply(string Text, IReadOnlyList<string> Notes)
{
    private const int MaxDepth = 16;
    private const int MostLayers = 3;

    private static readonly string[] AnswerNames = ["answer", "response", "text", "content", "reply", "result", "output", "antwort", "reponse", "respuesta"];
    private static readonly string[] SourceNames = ["citations", "sources", "references", "passages", "quellen"];

    /// <summary>
    /// Reads a reply. An object with one plain answer is unwrapped, with the numbers it cites; other JSON, and half of it, is no answer:
    /// nobody can tell what of it is meant to be read.
    /// </summary>
    public static ModelReply Read(string text)
    {
        var notes = new List<string>();
        var prose = text;
        for (var layer = 0; AsJson(prose) is { } json; layer++)
        {
            prose = layer < MostLayers ? Unwrapped(json) ?? string.Empty : string.Empty;
            if (layer == 0) notes.Add(prose.Length > 0 ? "the answer was taken out of JSON" : "JSON that holds no plain answer");
        }

        if (IsNoAnswer(prose)) return new(string.Empty, notes);
        var cut = Repetition.Cut(prose);
        if (cut.Length != prose.Length) notes.Add("repetitions were cut");
        return new(cut, notes);
    }

    private static bool IsNoAnswer(string text) =>
        CitationSyntax.Strip(text).Trim().TrimEnd('.').TrimEnd().Equals(AnswerProtocol.NoAnswer, StringComparison.OrdinalIgnoreCase);

    private static string? AsJson(string text) => Unfenced(text.Trim()) is { Length: > 0 } inner && inner[0] is '{' or '[' && LooksLikeJson(inner) ? inner : null;

    // "[1] says that …" is prose.
    private static bool LooksLikeJson(string text)
    {
        var inner = text.AsSpan(1).TrimStart();
        return text[0] == '{' ? !inner.IsEmpty && inner[0] is '"' or '}' : !inner.IsEmpty && inner[0] is '{' or '"';
    }

    private static string Unfenced(string text)
    {
        if (!text.StartsWith("```", StringComparison.Ordinal) || !text.EndsWith("```", StringComparison.Ordinal) || text.Length < 7) return text;
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        return line is > 0 and <= 12 ? text[(line + 1)..^3].Trim() : text;
    }

    private static string? Unwrapped(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = MaxDepth, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var answer = Find(document.RootElement, AnswerNames);
            if (answer.ValueKind != JsonValueKind.String || answer.GetString()!.Trim() is not { Length: > 0 } text) return null;
            return CitationSyntax.Clusters(text).Any() ? text : text + Cited(Find(document.RootElement, SourceNames));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // not JSON, or a text in it that is no Unicode
        }
    }

    private static JsonElement Find(JsonElement root, string[] names) =>
        root.EnumerateObject().FirstOrDefault(p => names.Contains(p.Name, StringComparer.OrdinalIgnoreCase)).Value;

    private static string Cited(JsonElement sources) => sources.ValueKind != JsonValueKind.Array ? string.Empty : string.Concat(sources.EnumerateArray()
        .Where(s => s.ValueKind == JsonValueKind.Number && s.TryGetInt32(out var number) && number > 0).Select((s, i) => $"{(i == 0 ? " " : string.Empty)}[{s.GetInt32()}]"));
}
