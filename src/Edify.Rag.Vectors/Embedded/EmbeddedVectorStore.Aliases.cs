using Edify.Rag.Shared.Vectors;
using Edify.Rag.Vectors.Embedded.Aliases;
using Edify.Rag.Vectors.Embedded.Collections;

namespace Edify.Rag.Vectors.Embedded;

/// <content>Aliases, and what must not happen while one changes.</content>
internal sealed partial class EmbeddedVectorStore
{
    public Task<IReadOnlyDictionary<string, string>> ListAliasesAsync(CancellationToken cancellationToken = default) =>
        Guarded(string.Empty, "list aliases", () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(_aliases.Read().Aliases);
        });

    public Task SetAliasAsync(string alias, string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(alias);
        CollectionRules.CheckName(collection);
        return Guarded(collection, "set alias", () => _aliases.ExclusivelyAsync(
            () =>
            {
                var aliases = _aliases.Read();
                AliasRules.CheckSet(_root, aliases, alias, collection, name => File.Exists(new CollectionFiles(_root, name).Description));
                _aliases.Replace(aliases.With(alias, collection));
                return Task.FromResult(true);
            },
            cancellationToken));
    }

    public Task<bool> RemoveAliasAsync(string alias, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(alias);
        return Guarded(alias, "remove alias", async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return _aliases.Read().Aliases.ContainsKey(alias) && await _aliases.ExclusivelyAsync(() => Task.FromResult(Remove(alias)), cancellationToken).ConfigureAwait(false);
        });
    }

    public Task<bool> DropCollectionAsync(string collection, CancellationToken cancellationToken = default)
    {
        CollectionRules.CheckName(collection);
        return Guarded(collection, "drop collection", async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            AliasRules.CheckDrop(_root, _aliases.Read(), collection);
            if (!File.Exists(new CollectionFiles(_root, collection).Description)) return false;
            return await _aliases.ExclusivelyAsync(
                () =>
                {
                    AliasRules.CheckDrop(_root, _aliases.Read(), collection);
                    return Open(collection).DropAsync(cancellationToken);
                },
                cancellationToken).ConfigureAwait(false);
        });
    }

    private bool Remove(string alias)
    {
        var aliases = _aliases.Read();
        if (!aliases.Aliases.ContainsKey(alias)) return false;
        _aliases.Replace(aliases.Without(alias));
        return true;
    }
}
