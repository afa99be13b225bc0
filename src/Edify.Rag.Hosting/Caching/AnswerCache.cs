using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Caching;

/// <summary>Answers by everything they depend on. A cache that is down, or of which nobody knows how old it is, holds nothing.</summary>
internal sealed class AnswerCache(
    CacheTiers tiers, ClearedTenants cleared, SimilarQuestions similar, ContentVersion content, string place,
    IPromptBuilder prompts, IChatClient model, TimeProvider time, ILogger<AnswerCache> logger) : IAnswerCache
{
    /// <summary>The key of a question's answer; <see langword="null"/> where it may not be kept, or nobody knows what it depends on.</summary>
    public async ValueTask<AnswerKey?> KeyOfAsync(AnswerRequest request, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        if (options.Enabled == false) return Bypassed("off");
        if (request.Scope.IsEmpty) return Bypassed("empty_scope");
        var generation = cleared.ReadAsync(request.Scope.Tenant, cancellationToken).AsTask();
        var version = await content.ReadAsync(options.Enabled == true, cancellationToken).ConfigureAwait(false);
        var cleaned = await generation.ConfigureAwait(false);
        return version is null ? Bypassed("content") : request.KeyOf(place, version, cleaned, prompts.Build(request.Context).Version, ModelName());
    }

    /// <summary>The answer to a question; <see langword="null"/> when there is none.</summary>
    public async ValueTask<CachedAnswer?> FindAsync(AnswerKey key, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        var (found, result) = await LookUpAsync(key, key.Exact, options, cancellationToken).ConfigureAwait(false);
        if (found is null && options.Semantic && await SimilarAsync(key, options, cancellationToken).ConfigureAwait(false) is { } same)
            (found, result) = ((await LookUpAsync(key, same, options, cancellationToken).ConfigureAwait(false)).Found, "similar");
        AnswerInstruments.CacheLookups.Add(1, new KeyValuePair<string, object?>("edify.cache.result", found is null ? "miss" : result));
        return found;
    }

    /// <summary>The answer to a question that was not there a moment ago.</summary>
    public async ValueTask<CachedAnswer?> FindAgainAsync(AnswerKey key, AnswerCacheOptions options, CancellationToken cancellationToken) =>
        (await LookUpAsync(key, key.Exact, options, cancellationToken).ConfigureAwait(false)).Found;

    /// <summary>Keeps an answer, unless something was missing when it was made.</summary>
    public async ValueTask StoreAsync(AnswerKey key, IReadOnlyList<Citation> sources, Answer answer, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        if (answer.Outcome is not (AnswerOutcome.Answered or AnswerOutcome.NotFound) || answer.Trace.Degraded.Count > 0) return;
        var kept = answer with { ConversationId = null, TurnId = null, Trace = answer.Trace with { Steps = [] } };
        await tiers.StoreAsync(
            key.Exact, new CachedAnswer(key.Exact, key.Tenant, key.Scope, time.GetUtcNow(), sources, kept).Encode(), options, cancellationToken).ConfigureAwait(false);
        if (!options.Semantic) return;
        try
        {
            await similar.AddAsync(key, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.AnswerCacheFailed("similar", e.GetType().Name, TimeSpan.Zero);
        }
    }

    public async Task ClearAsync(string tenant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        if (await cleared.AdvanceAsync(tenant, cancellationToken).ConfigureAwait(false)) return;
        throw new RagStateException(
            "answer cache", "The answers of this process were cleared, and the cache that machines share could not be reached; clear it again when it is there.", isTransient: true);
    }

    private async ValueTask<(CachedAnswer? Found, string Tier)> LookUpAsync(AnswerKey key, string name, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        if (await tiers.FindAsync(name, options, cancellationToken).ConfigureAwait(false) is not { } bytes) return default;
        if (CachedAnswer.Decode(bytes.Value) is not { } entry || entry.Key != name || entry.MadeAt + options.Lifetime <= time.GetUtcNow()) return default;
        if (entry.Tenant == key.Tenant && entry.Scope == key.Scope && entry.Answer.Trace.Scope == key.Scope) return (entry, bytes.Tier);

        // The key holds both, so this is a cache that mixes up its entries.
        logger.CachedAnswerWithheld(key.Scope);
        return default;
    }

    // What is similar is a help: an embedder that is down costs no answer.
    private async ValueTask<string?> SimilarAsync(AnswerKey key, AnswerCacheOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await similar.FindAsync(key, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.AnswerCacheFailed("similar", e.GetType().Name, TimeSpan.Zero);
            return null;
        }
    }

    // Of several models any may answer, so all of them and their order count.
    private string ModelName()
    {
        if (model.GetService(typeof(IModelGateway)) is IModelGateway gateway)
            return AnswerKey.Hash(gateway.Models.Where(m => m.Enabled).SelectMany(m => (string[])[m.Name, m.Model, m.Server?.ToString() ?? string.Empty]));
        var about = model.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        return $"{about?.ProviderName ?? model.GetType().Name}/{about?.DefaultModelId}/{about?.ProviderUri}";
    }

    private static AnswerKey? Bypassed(string reason)
    {
        AnswerInstruments.CacheBypasses.Add(1, new KeyValuePair<string, object?>("edify.cache.reason", reason));
        return null;
    }
}
