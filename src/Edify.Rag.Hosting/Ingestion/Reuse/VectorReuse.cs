using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Ingestion.Reuse;

/// <summary>Calls the embedder.</summary>
internal delegate Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedTexts(IReadOnlyList<string> texts, CancellationToken cancellationToken);

/// <summary>Gives texts their vectors and embeds none twice: not within a batch, not in two at a time, not what the store holds.</summary>
/// <remarks>
/// A collection has one embedder, so equal texts have equal vectors. The store is asked once a batch, and only for keys that
/// it can hold: a first run asks for none but those that it met before.
/// </remarks>
/// <param name="options">Whether vectors are reused at all.</param>
/// <param name="stored">The store; <see langword="null"/> when its vectors are not to be taken.</param>
/// <param name="storeHasAny">Whether the store held keys when the run began.</param>
/// <param name="dimension">Length of the vectors.</param>
/// <param name="tally">Counts.</param>
internal sealed class VectorReuse(IngestionOptions options, StoredVectors? stored, bool storeHasAny, int dimension, RunTally tally)
{
    private readonly Lock _lock = new();
    private readonly RecentVectors _recent = new(dimension);
    private readonly Dictionary<string, Task<Found>> _underWay = new(StringComparer.Ordinal);

    /// <summary>Looks whether the tenant's records have vectors to take.</summary>
    public static async Task<VectorReuse> BeginAsync(
        IngestionParts parts, string tenant, int dimension, bool fromStore, RunTally tally, CancellationToken cancellationToken)
    {
        var stored = fromStore && parts.Options.ReuseVectors ? new StoredVectors(parts, tenant, dimension) : null;
        var hasAny = stored is not null && await stored.AnyAsync(cancellationToken).ConfigureAwait(false);
        return new(parts.Options, stored, hasAny, dimension, tally);
    }

    public async Task<IReadOnlyList<KeyedVector>> VectorsAsync(IReadOnlyList<string> texts, EmbedTexts embed, CancellationToken cancellationToken)
    {
        var keys = texts.Select(ContentKey.Of).ToArray();
        if (!options.ReuseVectors)
        {
            var vectors = await embed(texts, cancellationToken).ConfigureAwait(false);
            tally.Vectors(texts.Count, 0);
            return [.. keys.Select((key, i) => new KeyedVector(key, vectors[i]))];
        }

        var textOf = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++) textOf.TryAdd(keys[i], texts[i]);
        var (found, embedded) = await FindAsync(textOf, embed, cancellationToken).ConfigureAwait(false);
        tally.Vectors(embedded, texts.Count - embedded);
        return [.. keys.Select(key => new KeyedVector(key, found[key]))];
    }

    private async Task<(Dictionary<string, ReadOnlyMemory<float>> Found, int Embedded)> FindAsync(
        Dictionary<string, string> textOf, EmbedTexts embed, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);
        var done = new TaskCompletionSource<Found>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (mine, others) = Claim(textOf.Keys, found, done.Task);
        var own = new Found();
        try
        {
            await FillAsync(mine, textOf, own, embed, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Its own first, and told even when it failed: so two batches never wait for each other.
            Release(mine, own);
            done.SetResult(own);
        }

        AddTo(found, own, mine);
        foreach (var other in others) AddTo(found, await other.WaitAsync(cancellationToken).ConfigureAwait(false), textOf.Keys);

        var rest = textOf.Keys.Where(k => !found.ContainsKey(k)).ToList();
        if (rest.Count == 0) return (found, own.Embedded);
        var failedElsewhere = new Found();
        await FillAsync(rest, textOf, failedElsewhere, embed, cancellationToken).ConfigureAwait(false);
        AddTo(found, failedElsewhere, rest);
        return (found, own.Embedded + failedElsewhere.Embedded);
    }

    // Keys that another batch is working on are left to it.
    private (List<string> Mine, HashSet<Task<Found>> Others) Claim(
        IEnumerable<string> keys, Dictionary<string, ReadOnlyMemory<float>> found, Task<Found> done)
    {
        var (mine, others) = (new List<string>(), new HashSet<Task<Found>>());
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (_recent.TryGet(key, out var vector))
                {
                    found[key] = vector;
                }
                else if (_underWay.TryGetValue(key, out var other))
                {
                    others.Add(other);
                }
                else
                {
                    _underWay[key] = done;
                    mine.Add(key);
                }
            }
        }

        return (mine, others);
    }

    private async Task FillAsync(
        List<string> keys, Dictionary<string, string> textOf, Found into, EmbedTexts embed, CancellationToken cancellationToken)
    {
        if (stored is not null && MayBeStored(keys) is { Count: > 0 } likely)
            await stored.FindAsync(likely, into.Vectors, cancellationToken).ConfigureAwait(false);

        var rest = keys.FindAll(k => !into.Vectors.ContainsKey(k));
        if (rest.Count == 0) return;
        try
        {
            var vectors = await embed(rest.ConvertAll(k => textOf[k]), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < rest.Count; i++) into.Vectors[rest[i]] = vectors[i];
            into.Embedded = rest.Count;
        }
        catch (TextsRefusedException e) when (e.Embeddings.Count == rest.Count)
        {
            Keep(e.Embeddings, rest, into);
            throw;
        }
    }

    // What was made of the others is there when their documents ask again. They will count as reused then, so not here.
    private void Keep(IReadOnlyList<Embedding<float>?> made, List<string> keys, Found into)
    {
        var count = 0;
        for (var i = 0; i < keys.Count; i++)
        {
            if (made[i] is not { } embedding) continue;
            into.Vectors[keys[i]] = embedding.Vector;
            count++;
        }

        tally.Vectors(count, -count);
    }

    private List<string> MayBeStored(List<string> keys)
    {
        if (storeHasAny) return keys;
        lock (_lock) return keys.FindAll(_recent.HasSeen);
    }

    private void Release(List<string> keys, Found own)
    {
        lock (_lock)
        {
            foreach (var key in keys) _underWay.Remove(key);
            foreach (var (key, vector) in own.Vectors) _recent.Add(key, vector);
        }
    }

    private static void AddTo(Dictionary<string, ReadOnlyMemory<float>> found, Found from, IEnumerable<string> keys)
    {
        foreach (var key in keys)
            if (from.Vectors.TryGetValue(key, out var vector)) found.TryAdd(key, vector);
    }

    /// <summary>What a batch found out; not changed any more once it is told.</summary>
    private sealed class Found
    {
        public Dictionary<string, ReadOnlyMemory<float>> Vectors { get; } = new(StringComparer.Ordinal);

        public int Embedded { get; set; }
    }
}
