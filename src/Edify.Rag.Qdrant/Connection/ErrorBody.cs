using System.Text;
using System.Text.Json;

namespace Edify.Rag.Qdrant.Connection;

/// <summary>What a server wrote about an error: JSON, or plain text of the layer that looks at keys.</summary>
internal static class ErrorBody
{
    private const int MaxLength = 200;

    /// <summary>One line of it, shortened; <see langword="null"/> when it says nothing.</summary>
    public static string? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.Object
                && status.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
                    ? Shortened(error.GetString()!)
                    : null;
        }
        catch (JsonException)
        {
            // Pages of proxies are not worth telling.
            return body.Length is 0 || body[0] == (byte)'<' ? null : Shortened(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * MaxLength)]));
        }
    }

    // A server that can't read a value quotes it, and a value may be a document's.
    private static string? Shortened(string text)
    {
        var line = new StringBuilder(text.Length);
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c == '"')
            {
                isQuoted = !isQuoted;
                line.Append(isQuoted ? "\"…" : "\"");
            }
            else if (!isQuoted)
            {
                line.Append(char.IsControl(c) ? ' ' : c);
            }

            if (line.Length >= MaxLength) return line.Append('…').ToString();
        }

        return line.ToString().Trim() is { Length: > 0 } said ? said : null;
    }
}
