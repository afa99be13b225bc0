using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Edify.Rag.Shared.Http;

/// <summary>What the body of a refusal says, in the forms that servers give it.</summary>
/// <remarks>
/// Its sentences are looked through and never repeated: servers quote keys and texts in them. Codes are, where they are
/// single words.
/// </remarks>
internal sealed class ErrorBody
{
    private const int LongestCode = 64;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly string _sentence;

    private ErrorBody(bool isJson, string? code, string? type, string? parameter, string sentence) =>
        (IsJson, Code, Parameter, _sentence) = (isJson, Word(code) ?? Word(type), Word(parameter), sentence);

    /// <summary>Whether it is JSON; a page is no answer of an API.</summary>
    public bool IsJson { get; }

    /// <summary>The error in a word.</summary>
    public string? Code { get; }

    /// <summary>The part of the request that it is about.</summary>
    public string? Parameter { get; }

    /// <summary>Whether it is about the caller's key, whatever the status says.</summary>
    public bool IsAboutKey => Code is "invalid_api_key" || Speaks("api key not valid", "invalid api key", "incorrect api key");

    /// <summary>Whether it is about a setting, and not about what was sent.</summary>
    public bool IsAboutSetting => Parameter is "model" or "dimensions" or "encoding_format";

    /// <summary>Whether the server's sentence has one of these phrases.</summary>
    public bool Speaks(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (_sentence.Contains(phrase, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0) root = root[0];
            var error = Member(root, "error") is { ValueKind: JsonValueKind.Object } inner ? inner : root;
            return new(
                isJson: true,
                Text(Member(error, "code")),
                Text(Member(error, "type")) ?? Text(Member(error, "error_type")),
                Text(Member(error, "param")),
                Text(Member(error, "message")) ?? Text(Member(error, "error")) ?? Text(Member(error, "detail")) ?? string.Empty);
        }
        catch (JsonException)
        {
            return new(isJson: false, null, null, null, string.Empty);
        }
    }

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.Array or JsonValueKind.Object } rest => rest.GetRawText(),
        _ => null,
    };

    // Azure writes "429" for its code, which says no more than the status.
    private static string? Word(string? text) =>
        text is { Length: > 0 and <= LongestCode }
        && text.AsSpan().IndexOfAnyExcept(Letters) < 0
        && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? text : null;
}
