using System.Text.Json;

namespace Edify.Rag.Tests.Shared;

/// <summary>A request as it arrived.</summary>
/// <param name="Number">Which it was; the first is 1.</param>
/// <param name="At">When, by the time of the test.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">Its headers, by name without case.</param>
/// <param name="Body">Its body, as it came.</param>
internal sealed record ApiRequest(int Number, DateTimeOffset At, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private readonly Lazy<JsonElement> _json = new(() => JsonDocument.Parse(Body).RootElement.Clone());

    public JsonElement Json => _json.Value;

    public string Model => Json.GetProperty("model").GetString()!;

    public IReadOnlyList<string> Texts => Json.GetProperty("input") is { ValueKind: JsonValueKind.String } one
        ? [one.GetString()!]
        : [.. Json.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>Whether the answer is asked for in pieces.</summary>
    public bool Streams => Json.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    /// <summary>The text of the last message of a chat.</summary>
    public string Prompt => Json.GetProperty("messages").EnumerateArray().Last().GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : string.Empty;

    public bool AsksForBase64 => Json.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";

    public int? Dimensions => Json.TryGetProperty("dimensions", out var dimensions) ? dimensions.GetInt32() : null;
}
