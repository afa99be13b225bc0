using System.Text.Json;
using System.Text.Json.Nodes;
using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>The sections of a collection's settings: the defaults of the server, and what a request says instead.</summary>
internal static class ConfigSections
{
    private static readonly string[] Hnsw = ["m", "ef_construct", "full_scan_threshold", "max_indexing_threads", "on_disk", "payload_m", "inline_storage:16", "memory:19"];
    private static readonly string[] Optimizers =
        ["deleted_threshold", "vacuum_min_vector_number", "default_segment_number", "max_segment_size", "memmap_threshold", "indexing_threshold", "flush_interval_sec",
         "max_optimization_threads", "prevent_unoptimized:17"];
    private static readonly string[] Wal = ["wal_capacity_mb", "wal_segments_ahead", "wal_retain_closed:16"];
    private static readonly string[] Strict =
        ["enabled", "max_query_limit", "max_timeout", "unindexed_filtering_retrieve", "unindexed_filtering_update", "search_max_hnsw_ef", "search_allow_exact",
         "search_max_oversampling", "upsert_max_batchsize", "search_max_batchsize:18", "max_collection_vector_size_bytes", "read_rate_limit", "write_rate_limit",
         "max_collection_payload_size_bytes", "max_points_count", "filter_max_conditions", "condition_max_size", "max_payload_index_count:16"];
    private static readonly string[] Params =
        ["shard_number", "sharding_method", "replication_factor", "write_consistency_factor", "read_fan_out_factor", "read_fan_out_delay_ms:17", "on_disk_payload", "payload:19"];

    public static JsonObject Created(JsonElement body, ServerVersion version)
    {
        var shown = JsonNode.Parse("""
            {
              "params": { "vectors": {}, "shard_number": 1, "replication_factor": 1, "write_consistency_factor": 1, "on_disk_payload": true },
              "hnsw_config": { "m": 16, "ef_construct": 100, "full_scan_threshold": 10000, "max_indexing_threads": 0, "on_disk": false },
              "optimizer_config": {
                "deleted_threshold": 0.2, "vacuum_min_vector_number": 1000, "default_segment_number": 0, "max_segment_size": null,
                "memmap_threshold": null, "indexing_threshold": 10000, "flush_interval_sec": 5, "max_optimization_threads": null
              },
              "wal_config": { "wal_capacity_mb": 32, "wal_segments_ahead": 0 },
              "quantization_config": null,
              "strict_mode_config": { "enabled": false }
            }
            """)!.AsObject();
        if (body.Optional("vectors") is { } vectors) shown["params"]!["vectors"] = Node(vectors);
        if (body.Optional("sparse_vectors") is { } sparse) shown["params"]!["sparse_vectors"] = Node(sparse);
        body.Count("shard_number", 1);
        Take(shown["params"]!, body, Params, version);
        Take(shown["wal_config"]!, body.Optional("wal_config"), Wal, version);
        Update(shown, body, version);
        return shown;
    }

    public static void Update(JsonObject shown, JsonElement body, ServerVersion version)
    {
        if (body.Optional("hnsw_config") is { } hnsw) CheckHnsw(hnsw);
        if (body.Optional("optimizers_config") is { } optimizers) optimizers.Count("vacuum_min_vector_number", 100);
        (body.Optional("params") ?? body).Count("replication_factor", 1);
        (body.Optional("params") ?? body).Count("write_consistency_factor", 1);
        Take(shown["params"]!, body.Optional("params"), Params[2..], version);
        Take(shown["hnsw_config"]!, body.Optional("hnsw_config"), Hnsw, version);
        Take(shown["optimizer_config"]!, body.Optional("optimizers_config"), Optimizers, version);
        Take(shown["strict_mode_config"]!, body.Optional("strict_mode_config"), Strict, version);
        if (body.Optional("quantization_config") is { } quantization)
        {
            // The text "Disabled" takes it away.
            shown["quantization_config"] = quantization.ValueKind == JsonValueKind.String ? null : Node(quantization);
        }

        if (version >= 16 && body.Optional("metadata") is { } metadata) shown["metadata"] = Node(metadata);
    }

    public static void CheckHnsw(JsonElement hnsw)
    {
        hnsw.Count("m", 0);
        hnsw.Count("ef_construct", 4);
        hnsw.Count("full_scan_threshold", 10);
        hnsw.Count("payload_m", 0);
    }

    // What the version does not know is left out, as a server does that reads only the fields it has.
    private static void Take(JsonNode section, JsonElement? given, string[] known, ServerVersion version)
    {
        foreach (var field in known.Select(f => f.Split(':')))
        {
            if (field.Length == 2 && !(version >= int.Parse(field[1], System.Globalization.CultureInfo.InvariantCulture))) continue;
            if (given?.Optional(field[0]) is { } value) section[field[0]] = Node(value);
        }
    }

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
