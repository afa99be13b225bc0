using System.Text.Json;
using Edify.Rag.Hosting.Embedding;

namespace Edify.Rag.Hosting.Caching;

/// <summary>Finds a question that asked the same in nearly the same words, under the same everything else.</summary>
/// <remarks>
/// The last questions of a group are kept with their vectors. One that is near enough is taken only if its <see cref="KeyTerms"/> are
/// equal. Where two machines add at one time, one of their questions may be lost, which costs a hit.
/// </remarks>
internal sealed class SimilarQuestions(CacheTiers tiers, Embedder embedder)
{
    private const int MostOfGroup = 64;

    /// <summary>Key of the answer to a question that is the same; <see langword="null"/> when there is none.</summary>
    public async ValueTask<string?> FindAsync(AnswerKey key, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        var before = await ReadAsync(key, options, cancellationToken).ConfigureAwait(false);
        if (before.Count == 0) return null;

        // The words first: they cost nothing, and rule out nearly all.
        var terms = KeyTerms.Of(key.Text);
        var candidates = before.FindAll(b => terms.Equals(KeyTerms.Parse(b.Terms)));
        if (candidates.Count == 0) return null;
        var vector = await embedder.EmbedQuestionAsync(key.Text, statistics: null, cancellationToken).ConfigureAwait(false);
        var (best, similarity) = candidates.Select(c => (c, c.SimilarityTo(vector.Span))).MaxBy(c => c.Item2);
        return similarity >= options.SimilarityThreshold ? best.Exact : null;
    }

    /// <summary>Remembers a question that has an answer now.</summary>
    public async ValueTask AddAsync(AnswerKey key, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        var vector = await embedder.EmbedQuestionAsync(key.Text, statistics: null, cancellationToken).ConfigureAwait(false);
        var asked = AskedBefore.Of(key, KeyTerms.Of(key.Text), vector.Span);
        var before = await ReadAsync(key, options, cancellationToken).ConfigureAwait(false);
        List<AskedBefore> now = [.. before.Where(b => b.Exact != asked.Exact).TakeLast(MostOfGroup - 1), asked];
        await tiers.StoreAsync(KeyOf(key), JsonSerializer.SerializeToUtf8Bytes(now, CacheJson.Plain.ListAskedBefore), options, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<List<AskedBefore>> ReadAsync(AnswerKey key, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        if (await tiers.FindCommonAsync(KeyOf(key), options, cancellationToken).ConfigureAwait(false) is not { } bytes) return [];
        try
        {
            return JsonSerializer.Deserialize(bytes, CacheJson.Plain.ListAskedBefore) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string KeyOf(AnswerKey key) => $"group:{key.Group}";
}
