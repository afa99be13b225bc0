using System.Text.Json;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Filtering;
using Edify.Rag.Qdrant.Words;
using Edify.Rag.Shared.Vectors;

namespace Edify.Rag.Qdrant.Searching;

/// <summary>Searches a collection by vector, by words, or by both.</summary>
internal sealed class CollectionSearch(QdrantCalls calls, ServerVersion version, WordVectors words, QdrantOptions options)
{
    public async Task<List<VectorMatch>> RunAsync(CollectionShape shape, VectorQuery query, VectorFilter filter, CancellationToken cancellationToken)
    {
        var vector = QueryRules.UnitVectorOf(query, shape.Dimension, shape.About!.Embedder);
        var question = query.Text is { } text ? words.OfQuestion(text) : default(WordVector?);
        var isNear = vector is { IsEmpty: false };
        var isWorded = question is { IsEmpty: false };
        if (filter is VectorFilter.NoneFilter || (!isNear && !isWorded)) return [];

        var search = new SearchJson(shape, FilterJson.Of(filter), options);
        Leg? nearest = isNear ? (json, limit) => search.WriteNearest(json, vector!.Value.Span, query.MinSimilarity, limit) : null;
        Leg? lexical = isWorded ? (json, limit) => search.WriteLexical(json, question!.Value, limit) : null;
        var found = query.Text is null || query.Vector is null
            ? await new SingleSearch(calls, shape, options).RunAsync(query, nearest ?? lexical!, isNearest: nearest is not null, cancellationToken).ConfigureAwait(false)
            : await new HybridSearch(calls, shape, options, ServerVersion.IsNewer(await version.NeedAsync(cancellationToken).ConfigureAwait(false)))
                .RunAsync(query, nearest, lexical, cancellationToken).ConfigureAwait(false);

        // The filter has been applied already: a second look, so that no mistake in it can show what may not be seen.
        return found.FindAll(match => filter.Matches(match.Record.Fields));
    }
}

/// <summary>Writes the members of one leg's search.</summary>
internal delegate void Leg(Utf8JsonWriter json, int limit);
