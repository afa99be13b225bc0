using System.Collections.Concurrent;
using System.Net;
using Edify.Rag.Qdrant.Connection;

namespace Edify.Rag.Qdrant.Collections;

/// <summary>Knows the collections: looks them up, and remembers them for a moment.</summary>
/// <remarks>
/// Aliases are never remembered: what stands for what is asked for with each call, so that a switch is seen at once and one call
/// sees one collection. What is remembered of a collection is fixed with it; a call that meets another in its place looks again.
/// </remarks>
internal sealed class CollectionCatalog(QdrantCalls calls, AliasTable aliases, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (CollectionShape Shape, long At)> _known = new(StringComparer.Ordinal);

    /// <summary>The collection of a name or an alias, as it is or was a moment ago; <see langword="null"/> when there is none that is ready.</summary>
    public async ValueTask<CollectionShape?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (Remembered(name) is { } known) return known;
        var real = await RealNameAsync(name, cancellationToken).ConfigureAwait(false);
        return (real == name ? null : Remembered(real)) ?? await LookUpAsync(real, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The collection of a name or an alias, as it is.</summary>
    public async ValueTask<CollectionShape?> FindAnewAsync(string name, CancellationToken cancellationToken)
    {
        var real = await RealNameAsync(name, cancellationToken).ConfigureAwait(false);
        return await LookUpAsync(real, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the server tells of a collection, also while it is being made.</summary>
    /// <param name="name">Its name, which is no alias.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <returns>Whether there is one, and what it is where it is one of ours.</returns>
    public async Task<(bool Exists, CollectionShape? Shape)> InspectAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var shape = await calls.SendAsync(QdrantRequest.Get($"/collections/{name}"), body => CollectionJson.Read(name, body), cancellationToken).ConfigureAwait(false);
            if (shape is null) return (true, null);
            return (true, shape with { About = await calls.SendAsync(AboutCollection.Find(name), AboutCollection.Read, cancellationToken).ConfigureAwait(false) });
        }
        catch (QdrantFault fault) when (fault.Status is HttpStatusCode.NotFound)
        {
            return (false, null);
        }
    }

    public async Task<string> RealNameAsync(string name, CancellationToken cancellationToken)
    {
        var all = await aliases.ReadAsync(cancellationToken).ConfigureAwait(false);
        return all.GetValueOrDefault(name, name);
    }

    /// <summary>The names of all collections on the server, ours and others.</summary>
    public Task<List<string>> ListAsync(CancellationToken cancellationToken) => calls.SendAsync(
        QdrantRequest.Get("/collections"),
        Answers.Result(result => result.GetProperty("collections").EnumerateArray().Select(c => c.GetProperty("name").GetString()!).Order(StringComparer.Ordinal).ToList()),
        cancellationToken);

    public void Forget(string name) => _known.TryRemove(name, out _);

    private CollectionShape? Remembered(string name) =>
        _known.TryGetValue(name, out var known) && time.GetElapsedTime(known.At) < Lifetime ? known.Shape : null;

    private async Task<CollectionShape?> LookUpAsync(string name, CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var (_, shape) = await InspectAsync(name, cancellationToken).ConfigureAwait(false);
        if (shape?.About is null)
        {
            Forget(name);
            return null;
        }

        _known[name] = (shape, at);
        return shape;
    }
}
