namespace Edify.Rag.Hosting.Erasure;

/// <summary>The files that documents were read from, as far as they are in the pipeline's source.</summary>
internal sealed class SourceFiles(IBlobSource source, IBlobStore? store)
{
    /// <summary>How many of the documents are still there; <see langword="null"/> when the source can't be asked.</summary>
    public async Task<int?> CountAsync(IReadOnlyList<LedgerKey> documents, CancellationToken cancellationToken)
    {
        if (documents.Count == 0) return 0;
        try
        {
            var names = documents.Where(IsHere).Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
            var left = 0;
            await foreach (var blob in source.ListAsync(string.Empty, cancellationToken).ConfigureAwait(false))
                if (names.Contains(blob.Name)) left++;
            return left;
        }
        catch (RagException)
        {
            // What is erased does not depend on it.
            return null;
        }
    }

    /// <exception cref="RagConfigurationException">The source can't be written.</exception>
    public async Task<long> DeleteAsync(IReadOnlyList<LedgerKey> documents, CancellationToken cancellationToken)
    {
        if (store?.Location != source.Location) throw new RagConfigurationException("The source of this pipeline can only be read; delete its files where they are, and erase again without them.");
        long gone = 0;
        foreach (var key in documents.Where(IsHere))
            if (await store!.DeleteAsync(key.Name, cancellationToken).ConfigureAwait(false)) gone++;
        return gone;
    }

    private bool IsHere(LedgerKey key) => key.Source == source.Location;
}
