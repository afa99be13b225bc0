using System.Numerics.Tensors;
using Edify.Rag.Embeddings.Decorators.Telemetry;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>Embeds what no tier of the cache holds: in one call, in order, each text once.</summary>
internal sealed class CachingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, string identity, VectorTiers tiers)
    : EmbedderDecorator(inner), IEmbeddingCache
{
    private readonly VectorsUnderWay _underWay = new();

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        cancellationToken.ThrowIfCancellationRequested();
        string[] texts = [.. values];
        if (texts.Contains(null) || CallDescription.Of(identity, options) is not { } description)
        {
            EmbeddingInstruments.CacheBypasses.Add(texts.Length);
            return await base.GenerateAsync(texts, options, cancellationToken).ConfigureAwait(false);
        }

        var keys = KeysOf(texts, description);
        var wanted = new Wanted(options);
        for (var i = 0; i < texts.Length; i++) wanted.TextOf.TryAdd(keys[i], texts[i]);
        var found = await FindAsync(wanted, cancellationToken).ConfigureAwait(false);
        if (wanted.Refused.Count > 0) throw Refusal(keys, wanted, found);
        return new(keys.Select(k => CopyOf(found[k]))) { Usage = wanted.Usage, AdditionalProperties = wanted.AdditionalProperties };
    }

    public Task ClearAsync(CancellationToken cancellationToken = default) => tiers.ClearAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing) tiers.Dispose();
        base.Dispose(disposing);
    }

    private static VectorKey[] KeysOf(string[] texts, string description)
    {
        using var scope = new VectorScope(description);
        return Array.ConvertAll(texts, scope.KeyOf);
    }

    private async Task<FoundEmbeddings> FindAsync(Wanted wanted, CancellationToken cancellationToken)
    {
        var own = new FoundEmbeddings();
        var done = new TaskCompletionSource<FoundEmbeddings>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (mine, others) = _underWay.Claim(wanted.TextOf.Keys, done.Task);
        try
        {
            await FillAsync(mine, wanted, own, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Its own first, and told even when it failed: so two calls never wait for each other.
            _underWay.Release(mine);
            done.SetResult(own);
        }

        if (others.Count == 0) return own;
        var found = new FoundEmbeddings();
        AddTo(found, own, mine);
        foreach (var other in others)
            AddTo(found, await other.WaitAsync(cancellationToken).ConfigureAwait(false), wanted.TextOf.Keys);

        // What the others failed to get, or gave up.
        var rest = wanted.TextOf.Keys.Where(k => !found.ContainsKey(k) && !wanted.Refused.ContainsKey(k)).ToList();
        await FillAsync(rest, wanted, found, cancellationToken).ConfigureAwait(false);
        return found;
    }

    private async Task FillAsync(List<VectorKey> keys, Wanted wanted, FoundEmbeddings into, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        var kept = await tiers.FindAsync(keys, wanted.Options?.Dimensions ?? Embedder.Dimensions, wanted.Purpose, cancellationToken).ConfigureAwait(false);
        foreach (var (key, vector) in kept) into[key] = new(vector) { ModelId = wanted.Options?.ModelId ?? Embedder.Model };

        var missing = keys.FindAll(k => !kept.ContainsKey(k));
        if (missing.Count == 0) return;
        var made = await EmbedAsync(missing, wanted, cancellationToken).ConfigureAwait(false);
        if (made.Count != missing.Count)
            throw new RagConfigurationException($"The embedder {identity} made {made.Count} vectors of {missing.Count} texts; it can't be used.");

        for (var i = 0; i < missing.Count; i++)
            if (made[i] is { } embedding) into[missing[i]] = embedding;
        await tiers.StoreAsync(
            [.. missing.Where(into.ContainsKey).Select(key => new KeyedVector(key, into[key].Vector)).Where(v => IsSound(v.Vector))], wanted.Purpose, cancellationToken).ConfigureAwait(false);
    }

    // Texts that the embedder refuses are kept apart: what it made of the others is as good as ever.
    private async Task<IReadOnlyList<Embedding<float>?>> EmbedAsync(List<VectorKey> missing, Wanted wanted, CancellationToken cancellationToken)
    {
        try
        {
            var made = await base.GenerateAsync(missing.ConvertAll(k => wanted.TextOf[k]), wanted.Options, cancellationToken).ConfigureAwait(false);
            wanted.Paid(made);
            return made;
        }
        catch (TextsRefusedException e)
        {
            foreach (var text in e.Refused) wanted.Refused[missing[text.Index]] = text.Reason;
            return e.Embeddings;
        }
    }

    // By their places in this call, of which the embedder saw a part.
    private static TextsRefusedException Refusal(VectorKey[] keys, Wanted wanted, FoundEmbeddings found) => new(
        [.. keys.Index().Where(k => wanted.Refused.ContainsKey(k.Item)).Select(k => new RefusedText(k.Index, wanted.Refused[k.Item]))],
        [.. keys.Select(k => found.TryGetValue(k, out var embedding) ? CopyOf(embedding) : null)]);

    // What is not a vector of numbers is better asked for again.
    private static bool IsSound(ReadOnlyMemory<float> vector) => !vector.IsEmpty && TensorPrimitives.IsFiniteAll(vector.Span);

    // Callers may change what they get, and several get one that was made once.
    private static Embedding<float> CopyOf(Embedding<float> embedding) => new(embedding.Vector)
    {
        ModelId = embedding.ModelId,
        CreatedAt = embedding.CreatedAt,
        AdditionalProperties = embedding.AdditionalProperties?.Clone(),
    };

    private static void AddTo(FoundEmbeddings found, FoundEmbeddings from, IEnumerable<VectorKey> keys)
    {
        foreach (var key in keys)
            if (from.TryGetValue(key, out var embedding)) found.TryAdd(key, embedding);
    }

    /// <summary>What one call wants, and what it has cost so far.</summary>
    private sealed class Wanted(EmbeddingGenerationOptions? options)
    {
        public EmbeddingGenerationOptions? Options => options;

        public EmbeddingPurpose Purpose { get; } = EmbeddingPurposes.Of(options);

        public OrderedDictionary<VectorKey, string> TextOf { get; } = [];

        /// <summary>What the embedder refused, and why.</summary>
        public Dictionary<VectorKey, string> Refused { get; } = [];

        /// <summary>Of what was embedded only: nothing, if all was found.</summary>
        public UsageDetails? Usage { get; private set; } = new() { InputTokenCount = 0, TotalTokenCount = 0 };

        public AdditionalPropertiesDictionary? AdditionalProperties { get; private set; }

        private bool HasPaid { get; set; }

        public void Paid(GeneratedEmbeddings<Embedding<float>> made)
        {
            if (HasPaid && Usage is not null && made.Usage is not null) Usage.Add(made.Usage);
            else if (!HasPaid) Usage = made.Usage;
            AdditionalProperties ??= made.AdditionalProperties;
            HasPaid = true;
        }
    }
}
