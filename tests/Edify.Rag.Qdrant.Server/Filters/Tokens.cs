using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>How an index cuts texts into words.</summary>
internal sealed partial record Tokens(string Tokenizer, bool Lowercase, int Least, int Most, bool HasPhrases)
{
    public static Tokens Parse(JsonObject? settings) => new(
        settings?["tokenizer"]?.GetValue<string>() ?? "word", settings?["lowercase"]?.GetValue<bool>() ?? true,
        settings?["min_token_len"]?.GetValue<int>() ?? 0, settings?["max_token_len"]?.GetValue<int>() ?? int.MaxValue,
        settings?["phrase_matching"]?.GetValue<bool>() ?? false);

    /// <summary>A stored text's words, in order; with the tokenizer 'prefix' also their beginnings.</summary>
    public IEnumerable<string> OfText(string text) => Tokenizer == "prefix" ? OfQuery(text).SelectMany(Beginnings) : OfQuery(text);

    /// <summary>A question's words, in order.</summary>
    public IEnumerable<string> OfQuery(string text) =>
        (Tokenizer == "whitespace" ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : Words().Matches(text).Select(m => m.Value))
        .Select(word => Lowercase ? word.ToLowerInvariant() : word)
        .Where(word => word.Length >= Least && (Tokenizer == "prefix" || word.Length <= Most));

    private IEnumerable<string> Beginnings(string word) =>
        Enumerable.Range(Math.Max(1, Least), Math.Max(0, Math.Min(word.Length, Most) - Math.Max(1, Least) + 1)).Select(length => word[..length]);

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
