using System.Text.Json;
using System.Text.Json.Nodes;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>Which settings the indexes of each type have; what a server does not know, it leaves out.</summary>
internal static class IndexSettings
{
    public static JsonObject Known(JsonElement given, string type, ServerVersion version)
    {
        var known = new JsonObject { ["type"] = type };
        foreach (var member in given.EnumerateObject().Where(m => m.Name != "type" && m.Value.ValueKind != JsonValueKind.Null))
        {
            if (Since(type, member.Name) is { } since && version >= since) known[member.Name] = Checked(member);
        }

        if (type == "integer" && known["lookup"]?.GetValue<bool>() is false && known["range"]?.GetValue<bool>() is false)
        {
            throw QdrantError.Invalid("field_schema: the 'lookup' and 'range' parameters can't be both false");
        }

        return known;
    }

    // The first minor version that knows a setting of a type.
    private static int? Since(string type, string setting) => (type, setting) switch
    {
        ("keyword" or "uuid", "is_tenant") => 0,
        ("integer" or "float" or "datetime", "is_principal") => 0,
        ("integer", "lookup" or "range") => 0,
        ("text", "tokenizer" or "min_token_len" or "max_token_len" or "lowercase" or "phrase_matching" or "stopwords" or "stemmer") => 0,
        ("text", "ascii_folding") => 16,
        ("keyword", "prefix") => 19,
        (_, "on_disk") => 0,
        (_, "enable_hnsw") => 17,
        (_, "memory") => 19,
        _ => null,
    };

    private static JsonNode? Checked(JsonProperty member)
    {
        switch (member.Name)
        {
            case "is_tenant" or "is_principal" or "lookup" or "range" or "on_disk" or "enable_hnsw" or "prefix" or "lowercase" or "phrase_matching" or "ascii_folding":
                member.Value.Flag();
                break;
            case "tokenizer":
                member.Value.OneOf("prefix", "whitespace", "word", "multilingual");
                break;
            case "memory":
                member.Value.OneOf("cold", "cached", "pinned");
                break;
        }

        return JsonNode.Parse(member.Value.GetRawText());
    }
}
