using System.Text.Json;
using Edify.Rag.Qdrant.Connection;

namespace Edify.Rag.Qdrant.Collections;

/// <summary>Collections as the server takes and tells them.</summary>
internal static class CollectionJson
{
    public static QdrantRequest Create(CollectionDefinition wanted, QdrantCollectionOptions options) => QdrantRequest.Put($"/collections/{wanted.Name}", json =>
    {
        json.WriteStartObject("vectors");
        json.WriteStartObject(VectorNames.Dense(wanted.Embedder));
        json.WriteNumber("size", wanted.Dimension);
        json.WriteString("distance", "Cosine");
        Write(json, "on_disk", options.VectorsOnDisk);
        json.WriteEndObject();
        json.WriteEndObject();

        json.WriteStartObject("sparse_vectors");
        json.WriteStartObject(VectorNames.Words);
        json.WriteString("modifier", "idf");
        if (options.WordsOnDisk is not null)
        {
            json.WriteStartObject("index");
            Write(json, "on_disk", options.WordsOnDisk);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();

        Write(json, "shard_number", options.Shards);
        Write(json, "replication_factor", options.Replicas);
        Write(json, "write_consistency_factor", options.WriteConsistency);
        Write(json, "on_disk_payload", options.PayloadOnDisk);
        WriteHnsw(json, options);
        if (options.IndexingThreshold is not null)
        {
            json.WriteStartObject("optimizers_config");
            Write(json, "indexing_threshold", options.IndexingThreshold);
            json.WriteEndObject();
        }

        WriteQuantization(json, options);
    });

    /// <summary>Reads what the server tells of a collection; <see langword="null"/> when it is none of ours.</summary>
    public static CollectionShape? Read(string name, ReadOnlyMemory<byte> body) => Answers.Result(result =>
    {
        var parameters = result.GetProperty("config").GetProperty("params");
        if (!parameters.TryGetProperty("vectors", out var vectors) || vectors.ValueKind != JsonValueKind.Object) return null;
        if (!parameters.TryGetProperty("sparse_vectors", out var sparse) || sparse.ValueKind != JsonValueKind.Object || !sparse.TryGetProperty(VectorNames.Words, out _)) return null;
        var named = vectors.EnumerateObject().ToList();
        if (named.Count != 1 || !VectorNames.IsDense(named[0].Name)) return null;
        var indexes = result.TryGetProperty("payload_schema", out var schema) && schema.ValueKind == JsonValueKind.Object
            ? schema.EnumerateObject().Select(index => index.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        return new CollectionShape(name, named[0].Name, named[0].Value.GetProperty("size").GetInt32(), indexes, About: null) { Trouble = TroubleOf(result) };
    })(body);

    private static string? TroubleOf(JsonElement result)
    {
        if (result.TryGetProperty("status", out var status) && status.ValueEquals("red")) return "its status is red";
        return result.TryGetProperty("optimizer_status", out var optimizer) && optimizer.ValueKind == JsonValueKind.Object ? "its optimizer has stopped with an error" : null;
    }

    private static void WriteHnsw(Utf8JsonWriter json, QdrantCollectionOptions options)
    {
        if (options is { HnswM: null, TenantHnswM: null, HnswEfConstruct: null, HnswOnDisk: null }) return;
        json.WriteStartObject("hnsw_config");
        Write(json, "m", options.HnswM);
        Write(json, "payload_m", options.TenantHnswM);
        Write(json, "ef_construct", options.HnswEfConstruct);
        Write(json, "on_disk", options.HnswOnDisk);
        json.WriteEndObject();
    }

    private static void WriteQuantization(Utf8JsonWriter json, QdrantCollectionOptions options)
    {
        if (options.Quantization == QdrantQuantization.None) return;
        json.WriteStartObject("quantization_config");
        switch (options.Quantization)
        {
            case QdrantQuantization.Scalar:
                json.WriteStartObject("scalar");
                json.WriteString("type", "int8");
                break;
            case QdrantQuantization.Product:
                json.WriteStartObject("product");
                json.WriteString("compression", "x16");
                break;
            default:
                json.WriteStartObject("binary");
                break;
        }

        json.WriteBoolean("always_ram", options.QuantizedInMemory);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag) json.WriteBoolean(name, flag);
    }

    private static void Write(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }
}
