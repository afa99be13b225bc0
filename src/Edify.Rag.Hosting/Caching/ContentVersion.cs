namespace Edify.Rag.Hosting.Caching;

/// <summary>What a collection holds, by a name that changes with it: told by the store, or by the stamp of its writes.</summary>
internal sealed class ContentVersion(IVectorStore store, string collection, WriteStamps stamps)
{
    /// <summary>The collection and where it lies, as far as the store tells: what other collections' answers are told apart by.</summary>
    public static string PlaceOf(IVectorStore store, string collection)
    {
        var place = (store as IVectorStoreDetails)?.Metadata;
        return AnswerKey.Hash([collection, place?.System ?? string.Empty, place?.Namespace ?? string.Empty, place?.ServerAddress ?? string.Empty, $"{place?.ServerPort}"])[..16];
    }

    /// <summary>The name; <see langword="null"/> where none can be had, so that nothing may be kept.</summary>
    /// <param name="isAsked">Whether answers are to be kept over a store that can't tell, too.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    public async ValueTask<string?> ReadAsync(bool isAsked, CancellationToken cancellationToken)
    {
        try
        {
            if (store is IVectorStoreDetails details && await details.GetContentVersionAsync(collection, cancellationToken).ConfigureAwait(false) is { } told) return told;
        }
        catch (VectorStoreException)
        {
            // The search will say what is wrong.
            return null;
        }

        return isAsked ? await stamps.ReadAsync(cancellationToken).ConfigureAwait(false) : null;
    }
}
