using System.Globalization;
using Edify.Rag.Qdrant.Server.Errors;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>What stands behind the question mark of a request's target.</summary>
internal sealed class QueryString
{
    private readonly Dictionary<string, string> _values = [];

    public QueryString(string query)
    {
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=', 2) is [var n, var v] ? (n, v) : (part, "");
            _values[Decoded(name)] = Decoded(value);
        }
    }

    public bool? Flag(string name) => _values.GetValueOrDefault(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw QdrantError.Query("provided string was not `true` or `false`"),
    };

    public void OneOf(string name, params ReadOnlySpan<string> words)
    {
        if (_values.TryGetValue(name, out var value) && !words.Contains(value)) throw QdrantError.Query($"unknown variant `{value}`");
    }

    public void AtLeast(string name, ulong least)
    {
        if (!_values.TryGetValue(name, out var value)) return;
        if (!ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) throw QdrantError.Query("invalid digit found in string");
        if (number < least) throw QdrantError.Invalid($"{name}: value {number} invalid, must be {least} or larger", "query parameters");
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
