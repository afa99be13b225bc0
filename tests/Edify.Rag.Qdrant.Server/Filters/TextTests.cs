using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>The value is one of some texts, or is none of them.</summary>
internal sealed class TextsTest(HashSet<string> texts, bool isExcept) : FieldTest
{
    public override string[] IndexTypes => ["keyword", "uuid"];

    public override bool Holds(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? texts.Contains(value.GetString()!) != isExcept
        : isExcept && value.ValueKind != JsonValueKind.Null;

    public override bool? HoldsIn(PayloadIndex index, IEnumerable<JsonElement> values) => index.Type switch
    {
        "keyword" => values.Any(Holds),
        "uuid" => Uuids() is { } uuids ? values.Any(v => PointId.TryUuid(v.GetString()!, out var uuid) && uuids.Contains(uuid) != isExcept) : isExcept ? values.Any() : null,
        _ => isExcept ? values.Any() : null,
    };

    private HashSet<Guid>? Uuids()
    {
        var uuids = new HashSet<Guid>();
        foreach (var text in texts)
        {
            if (!PointId.TryUuid(text, out var uuid)) return null;
            uuids.Add(uuid);
        }

        return uuids;
    }
}

internal sealed class PrefixTest(string prefix) : FieldTest
{
    public override string[] IndexTypes => ["keyword"];

    public override bool Holds(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith(prefix, StringComparison.Ordinal);
}

internal enum TextMatch
{
    All,
    Any,
    Phrase,
}

/// <summary>Words in a text: with an index all of its texts' words together, without one parts of one text.</summary>
internal sealed class TextTest(string text, TextMatch match) : FieldTest
{
    public override string[] IndexTypes => ["text"];

    public override bool Holds(JsonElement value) => value.ValueKind == JsonValueKind.String && (match == TextMatch.Any
        ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(word => value.GetString()!.Contains(word, StringComparison.Ordinal))
        : value.GetString()!.Contains(text, StringComparison.Ordinal));

    public override bool? HoldsIn(PayloadIndex index, IEnumerable<JsonElement> values)
    {
        if (index.Words is not { } words) return null;
        var asked = words.OfQuery(text).ToList();
        var stored = values.SelectMany(v => words.OfText(v.GetString()!)).ToList();
        if (asked.Count == 0) return false;
        return match switch
        {
            TextMatch.All => asked.All(stored.Contains),
            TextMatch.Any => asked.Any(stored.Contains),
            _ => words.HasPhrases && Enumerable.Range(0, Math.Max(0, stored.Count - asked.Count + 1)).Any(at => stored.Skip(at).Take(asked.Count).SequenceEqual(asked)),
        };
    }
}
