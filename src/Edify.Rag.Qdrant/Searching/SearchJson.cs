using System.Text.Json;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Words;

namespace Edify.Rag.Qdrant.Searching;

/// <summary>Writes searches. The filter stands on every leg.</summary>
/// <param name="shape">What is searched.</param>
/// <param name="filter">What may be found, as JSON.</param>
/// <param name="options">How it is searched.</param>
internal sealed class SearchJson(CollectionShape shape, byte[] filter, QdrantOptions options)
{
    /// <summary>
    /// The server's constant of rank fusion that makes its scores those of <see cref="VectorQuery"/>: it counts ranks from 0, and
    /// we from 1 with a constant of 60.
    /// </summary>
    private const int FusionConstant = RankFusion.K + 1;

    /// <summary>The members of a search for the nearest vectors.</summary>
    public void WriteNearest(Utf8JsonWriter json, ReadOnlySpan<float> vector, float? minSimilarity, int limit)
    {
        json.WriteStartArray("query");
        foreach (var number in vector) json.WriteNumberValue(number);
        json.WriteEndArray();
        json.WriteString("using", shape.DenseVector);

        // The server leaves out what equals its threshold.
        if (minSimilarity is > -1 and var least) json.WriteNumber("score_threshold", float.BitDecrement(least));
        if (options is { SearchEf: not null } or { ExactSearch: true })
        {
            json.WriteStartObject("params");
            if (options.SearchEf is { } ef) json.WriteNumber("hnsw_ef", ef);
            if (options.ExactSearch) json.WriteBoolean("exact", true);
            json.WriteEndObject();
        }

        WriteRest(json, limit);
    }

    /// <summary>The members of a search for the words of a question.</summary>
    public void WriteLexical(Utf8JsonWriter json, WordVector words, int limit)
    {
        json.WritePropertyName("query");
        words.Write(json);
        json.WriteString("using", VectorNames.Words);
        WriteRest(json, limit);
    }

    /// <summary>The members of a search that the server fuses from legs.</summary>
    public static void WriteFused(Utf8JsonWriter json, int limit, params IEnumerable<Action<Utf8JsonWriter>> legs)
    {
        json.WriteStartArray("prefetch");
        foreach (var leg in legs)
        {
            json.WriteStartObject();
            leg(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("query");
        json.WriteStartObject("rrf");
        json.WriteNumber("k", FusionConstant);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("limit", limit);
    }

    /// <summary>Asks for ids and scores alone.</summary>
    public static void WriteBare(Utf8JsonWriter json)
    {
        json.WriteBoolean("with_payload", false);
        json.WriteBoolean("with_vector", false);
    }

    /// <summary>Asks for all of a record's payload that is read.</summary>
    public static void WritePayload(Utf8JsonWriter json, CollectionShape shape)
    {
        json.WriteStartObject("with_payload");
        json.WriteStartArray("exclude");
        foreach (var key in shape.Unread) json.WriteStringValue(key);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteRest(Utf8JsonWriter json, int limit)
    {
        json.WritePropertyName("filter");
        json.WriteRawValue(filter, skipInputValidation: true);
        json.WriteNumber("limit", limit);
    }
}
