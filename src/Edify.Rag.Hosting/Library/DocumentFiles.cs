namespace Edify.Rag.Hosting.Library;

/// <summary>Opens files of documents, in the version that was read: of another one nobody knows yet who may see it.</summary>
internal sealed class DocumentFiles(IBlobSource source)
{
    /// <returns><see langword="null"/> when the file is gone.</returns>
    /// <exception cref="BlobChangedException">It is another version by now.</exception>
    public async Task<DocumentContent?> OpenAsync(LibraryDocument document, LedgerEntry entry, BlobRange? range, CancellationToken cancellationToken)
    {
        if (await source.FindAsync(document.Name, cancellationToken).ConfigureAwait(false) is not { } blob) return null;

        // A version that failed, or is being read, has not said yet who sees it; the records are those of the one before.
        if (entry.ETag != blob.ETag || (entry.Chunks > 0 && entry.Status != LedgerStatus.Ingested)) throw new BlobChangedException("the library's source", source.Location, document.Name);
        var part = Cut(range, blob.Size);
        try
        {
            var stream = await source.OpenReadAsync(document.Name, range is null ? null : part, blob.ETag, cancellationToken).ConfigureAwait(false);
            return new(document, blob, part, stream);
        }
        catch (BlobNotFoundException)
        {
            return null;
        }
    }

    private static BlobRange Cut(BlobRange? range, long size)
    {
        if (range is not { } part) return new(0, size);
        return part.Offset < size
            ? part with { Length = Math.Min(part.Length, size - part.Offset) }
            : throw new ArgumentOutOfRangeException(nameof(range), part.Offset, $"The range starts past the end of the file, which has {size} bytes.");
    }
}

/// <summary>Finds one blob of a source.</summary>
internal static class SingleBlob
{
    /// <summary>What a listing tells of a blob; <see langword="null"/> when there is none of the name.</summary>
    public static async Task<BlobItem?> FindAsync(this IBlobSource source, string name, CancellationToken cancellationToken)
    {
        // Of all names that begin so, the name itself is the first in order.
        await foreach (var blob in source.ListAsync(name, cancellationToken).ConfigureAwait(false)) return blob.Name == name ? blob : null;
        return null;
    }
}
