using System.Text.Json;
using System.Text.Json.Nodes;
using Edify.Rag.Qdrant.Server.Errors;
using Edify.Rag.Qdrant.Server.Search;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>What a collection was set up with, as the server tells it again, and what of it the double needs.</summary>
internal sealed class CollectionConfig
{
    private readonly JsonObject _shown;
    private readonly Dictionary<string, VectorSpec> _vectors;

    private CollectionConfig(JsonObject shown)
    {
        _shown = shown;
        _vectors = Specs(shown["params"]!.AsObject());
    }

    public IReadOnlyDictionary<string, VectorSpec> Vectors => _vectors;

    public JsonObject? Strict => _shown["strict_mode_config"] as JsonObject;

    public JsonNode Shown => _shown;

    public static CollectionConfig Create(JsonElement body, ServerVersion version)
    {
        if (body.Optional("vectors") is { } vectors) VectorChecks.Check(vectors);
        if (body.Optional("sparse_vectors") is { } sparse) VectorChecks.CheckSparse(sparse);
        return new(ConfigSections.Created(body, version));
    }

    /// <summary>Changes settings; what is not named stays.</summary>
    public void Update(JsonElement body, ServerVersion version) => ConfigSections.Update(_shown, body, version);

    /// <summary>Adds the vectors of a name, or takes them away.</summary>
    public bool SetVector(string name, JsonElement? config)
    {
        var (vectors, sparse) = (_shown["params"]!["vectors"]!.AsObject(), _shown["params"]!["sparse_vectors"] as JsonObject);
        if (config is null)
        {
            if (!vectors.Remove(name) && sparse?.Remove(name) is not true) return false;
            return _vectors.Remove(name);
        }

        if (_vectors.ContainsKey(name)) return false;
        if (config.Value.Optional("dense") is { } dense) vectors[name] = JsonNode.Parse(dense.GetRawText());
        else if (config.Value.Optional("sparse") is { } of) _shown["params"]!["sparse_vectors"] = Added(sparse, name, of);
        else throw QdrantError.Format("data did not match any variant of untagged enum VectorNameConfig");
        _vectors[name] = Specs(_shown["params"]!.AsObject())[name];
        return true;
    }

    public CollectionConfig Copy() => new(_shown.DeepClone().AsObject());

    private static JsonObject Added(JsonObject? sparse, string name, JsonElement config)
    {
        var all = sparse?.DeepClone().AsObject() ?? new JsonObject();
        all[name] = JsonNode.Parse(config.GetRawText());
        return all;
    }

    private static Dictionary<string, VectorSpec> Specs(JsonObject shown)
    {
        var specs = new Dictionary<string, VectorSpec>();
        var vectors = shown["vectors"]!.AsObject();
        if (vectors["size"] is JsonValue) specs[""] = Dense(vectors);
        else foreach (var (name, spec) in vectors) specs[name] = Dense(spec!);
        foreach (var (name, spec) in shown["sparse_vectors"] as JsonObject ?? new JsonObject())
        {
            specs[name] = new VectorSpec.Sparse(spec?["modifier"]?.GetValue<string>() == "idf");
        }

        return specs;
    }

    private static VectorSpec.Dense Dense(JsonNode spec) =>
        new(spec["size"]!.GetValue<int>(), Enum.Parse<Distance>(spec["distance"]!.GetValue<string>()), spec["datatype"]?.GetValue<string>());
}
