using System.Collections.Concurrent;
using Edify.Rag.Qdrant.Collections;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Records;

namespace Edify.Rag.Qdrant.Words;

/// <summary>Counts the records that hold words, by the index over the words that records say they hold.</summary>
/// <remarks>
/// The server weighs words by how rare they are, and does not tell. A count by an index costs no look at a record, so this is one
/// small request for each word of a question, several at a time.
/// </remarks>
internal sealed class WordCounts(WordVectors vectors, Func<CollectionShape, byte[], CancellationToken, Task<long>> count)
{
    private const int Parallelism = 8;

    public async Task<TermStatistics> RunAsync(CollectionShape shape, byte[] everything, IReadOnlyCollection<string> words, CancellationToken cancellationToken)
    {
        var records = await count(shape, everything, cancellationToken).ConfigureAwait(false);
        if (!shape.CountsWords) return new(records, new Dictionary<string, long>());
        var terms = words.Distinct(StringComparer.Ordinal).ToDictionary(word => word, vectors.OfWord, StringComparer.Ordinal);
        var counts = new ConcurrentDictionary<uint, long>();
        await Parallel.ForEachAsync(
            terms.Values.SelectMany(term => term).Distinct(),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (term, token) => counts[term] = await count(shape, Holding(term), token).ConfigureAwait(false)).ConfigureAwait(false);
        return new(
            records, terms.Where(word => word.Value.Count > 0).ToDictionary(word => word.Key, word => word.Value.Min(term => counts[term]), StringComparer.Ordinal));
    }

    private static byte[] Holding(uint term) => QdrantRequest.Json(json =>
    {
        json.WriteStartArray("must");
        json.WriteStartObject();
        json.WriteString("key", PayloadKeys.Terms);
        json.WriteStartObject("match");
        json.WriteNumber("value", term);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }).ToArray();
}
