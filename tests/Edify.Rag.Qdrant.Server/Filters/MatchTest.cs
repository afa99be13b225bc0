using System.Text.Json;
using Edify.Rag.Qdrant.Server.Data;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Filters;

/// <summary>Reads what a field is matched with.</summary>
internal static class MatchTest
{
    public static FieldTest Parse(JsonElement match, ServerVersion version)
    {
        if (match.Optional("value") is { } value) return Value(value);
        if (match.Optional("text") is { } text) return new TextTest(text.Text(), TextMatch.All);
        if (version >= 16 && match.Optional("text_any") is { } any) return new TextTest(any.Text(), TextMatch.Any);
        if (match.Optional("phrase") is { } phrase) return new TextTest(phrase.Text(), TextMatch.Phrase);
        if (version >= 19 && match.Optional("prefix") is { } prefix) return new PrefixTest(prefix.Text());
        if (match.Optional("any") is { } some) return List(some, isExcept: false);
        if (match.Optional("except") is { } except) return List(except, isExcept: true);
        throw NoMatch();
    }

    private static FieldTest Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new TextsTest([value.GetString()!], isExcept: false),
        JsonValueKind.True or JsonValueKind.False => new FlagTest(value.GetBoolean()),
        JsonValueKind.Number when value.TryGetInt64(out var number) => new NumbersTest([number], isExcept: false),
        _ => throw NoMatch(),
    };

    // All texts, or all whole numbers; an empty list counts as one of texts.
    private static FieldTest List(JsonElement list, bool isExcept)
    {
        var items = list.Items().ToList();
        if (items.All(i => i.ValueKind == JsonValueKind.String)) return new TextsTest([.. items.Select(i => i.GetString()!)], isExcept);
        if (items.All(i => i.ValueKind == JsonValueKind.Number && i.TryGetInt64(out _))) return new NumbersTest([.. items.Select(i => i.GetInt64())], isExcept);
        throw NoMatch();
    }

    private static QdrantError NoMatch() => QdrantError.Format("data did not match any variant of untagged enum Match");
}

internal sealed class FlagTest(bool expected) : FieldTest
{
    public override string[] IndexTypes => ["bool"];

    public override bool Holds(JsonElement value) => value.ValueKind == (expected ? JsonValueKind.True : JsonValueKind.False);
}

/// <summary>The value is one of some whole numbers, or is none of them; 1.0 is no whole number.</summary>
internal sealed class NumbersTest(HashSet<long> numbers, bool isExcept) : FieldTest
{
    public override string[] IndexTypes => ["integer"];

    public override bool Holds(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
        ? numbers.Contains(number) != isExcept
        : isExcept && value.ValueKind != JsonValueKind.Null;

    // For exclusions, every other index says yes to what has a value of its type.
    public override bool? HoldsIn(PayloadIndex index, IEnumerable<JsonElement> values) => index.Type == "integer"
        ? index.IsCounted ? values.Any(Holds) : null
        : isExcept ? values.Any() : null;
}
