using System.Net;
using Edify.Rag.Qdrant.Connection;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Qdrant.Collections;

/// <summary>Makes collections, adds what they lack, and drops them.</summary>
/// <remarks>
/// Each step may be done twice, by this or by another program, so an interrupted one is gone on with by the next call: the
/// collection with the embedder in it, the indexes, and last what the collection says of itself, with which it is ready.
/// </remarks>
internal sealed class CollectionMaking(QdrantCalls calls, CollectionCatalog catalog, AliasTable aliases, StoreFailures failures, QdrantOptions options, ILogger logger)
{
    private const string Ensuring = "ensure collection";

    public async Task EnsureAsync(CollectionDefinition wanted, CancellationToken cancellationToken)
    {
        var name = await catalog.RealNameAsync(wanted.Name, cancellationToken).ConfigureAwait(false);
        var (exists, found) = await catalog.InspectAsync(name, cancellationToken).ConfigureAwait(false);
        var isNew = !exists && await CreateAsync(wanted, cancellationToken).ConfigureAwait(false);
        if (!exists) (exists, found) = await catalog.InspectAsync(name, cancellationToken).ConfigureAwait(false);
        if (!exists) throw new QdrantFault($"The collection '{wanted.Name}' at {calls.Place} was dropped while it was made; try again.", isTransient: true);
        if (found is null) throw failures.Foreign(wanted.Name, Ensuring);
        failures.CheckFits(found, wanted);

        var fields = new Dictionary<string, FieldKind>(found.About?.Fields ?? wanted.Fields, StringComparer.Ordinal);
        foreach (var (field, kind) in wanted.Fields) fields[field] = kind;
        var missing = found.MissingIndexes(wanted.Fields);
        if ((isNew || found.About is null) && options.CountWords && !found.CountsWords) missing = missing.Append(FieldIndex.Terms);
        foreach (var index in missing)
        {
            await calls.ChangeAsync(index.Make(name), cancellationToken).ConfigureAwait(false);
            logger.IndexMade(index.Key, wanted.Name, calls.Place);
        }

        if (found.About is null || fields.Count != found.About.Fields.Count || fields.Any(f => found.About.Fields[f.Key] != f.Value))
            await calls.ChangeAsync(new AboutCollection(wanted.Embedder, fields).Write(name), cancellationToken).ConfigureAwait(false);
        catalog.Forget(name);
    }

    public async Task<bool> DropAsync(string name, CancellationToken cancellationToken)
    {
        var known = await aliases.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (known.TryGetValue(name, out var target)) throw failures.DropsAlias(name, target);
        if (known.FirstOrDefault(a => a.Value == name).Key is { } alias) throw failures.DropsAliased(name, alias);
        var (exists, found) = await catalog.InspectAsync(name, cancellationToken).ConfigureAwait(false);
        if (!exists) return false;
        if (found is null) throw failures.Foreign(name, "drop collection");
        await calls.SendAsync(QdrantRequest.Delete($"/collections/{name}"), Answers.Flag, cancellationToken).ConfigureAwait(false);
        catalog.Forget(name);
        return true;
    }

    private async Task<bool> CreateAsync(CollectionDefinition wanted, CancellationToken cancellationToken)
    {
        try
        {
            await calls.SendAsync(CollectionJson.Create(wanted, options.Collections), Answers.Flag, cancellationToken).ConfigureAwait(false);
            logger.CollectionMade(wanted.Name, calls.Place, wanted.Dimension);
            return true;
        }
        catch (QdrantFault fault) when (fault.Status is HttpStatusCode.Conflict || (fault.Status is HttpStatusCode.BadRequest && fault.Message.Contains("exists", StringComparison.OrdinalIgnoreCase)))
        {
            // Somebody else has made it meanwhile, or an answer to us was lost.
            return false;
        }
    }
}
