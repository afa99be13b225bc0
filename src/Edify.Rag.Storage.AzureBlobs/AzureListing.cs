using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ListedBlob = Azure.Storage.Blobs.Models.BlobItem;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>A listing in ordinal order of UTF-16, whatever the order of the service.</summary>
/// <remarks>
/// The service gives no promise that covers every name. Accounts with a hierarchical namespace order by segments, so that "a/b"
/// comes before "a-b"; and whether names are compared by UTF-16 units or by code points matters from U+D800 on. Up to the first
/// folder of such an account, and up to the first name with such a character, all orders are one: so far a flat listing is
/// handed on as it comes. From there the level that it stands on is listed by delimiter, sorted, and walked. Memory then holds the
/// names of one level of each folder on the path.
/// </remarks>
internal sealed class AzureListing(BlobContainerClient container, AzureErrors errors, Func<CancellationToken, Task> begin, int pageSize)
{
    private const string Delimiter = "/";

    private readonly Stack<Entry> _pending = new();
    private string? _last;

    public async IAsyncEnumerable<BlobItem> WalkAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await begin(cancellationToken).ConfigureAwait(false);
        _pending.Push(new(prefix, Blob: null));
        while (_pending.TryPop(out var entry))
        {
            if (entry.Blob is not null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return entry.Blob;
                continue;
            }

            var isOrdered = true;
            await foreach (var blob in FlatAsync(entry.Name, cancellationToken).ConfigureAwait(false))
            {
                isOrdered = !AzureListed.IsFolder(blob) && !AzureListed.HasDoubtfulOrder(blob.Name.AsSpan(entry.Name.Length));
                if (!isOrdered) break;
                if (AzureListed.IsPlaceholder(blob) || string.CompareOrdinal(blob.Name, _last) <= 0) continue;
                cancellationToken.ThrowIfCancellationRequested();
                _last = blob.Name;
                yield return AzureListed.ToItem(blob);
            }

            if (!isOrdered) await PushLevelAsync(entry.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    private IAsyncEnumerable<ListedBlob> FlatAsync(string prefix, CancellationToken cancellationToken) =>
        ItemsAsync(container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken), cancellationToken);

    private async Task PushLevelAsync(string prefix, CancellationToken cancellationToken)
    {
        var level = new List<Entry>();
        var items = container.GetBlobsByHierarchyAsync(BlobTraits.Metadata, BlobStates.None, Delimiter, prefix, cancellationToken);
        await foreach (var item in ItemsAsync(items, cancellationToken).ConfigureAwait(false))
        {
            if (item.IsPrefix && !IsBehind(item.Prefix)) level.Add(new(item.Prefix, Blob: null));
            else if (item.IsBlob && !AzureListed.IsFolder(item.Blob) && !AzureListed.IsPlaceholder(item.Blob) && string.CompareOrdinal(item.Blob.Name, _last) > 0)
                level.Add(new(item.Blob.Name, AzureListed.ToItem(item.Blob)));
        }

        level.Sort((a, b) => string.CompareOrdinal(b.Name, a.Name));
        foreach (var entry in level) _pending.Push(entry);
    }

    // Whether everything below was handed out: the last name may itself lie below.
    private bool IsBehind(string prefix) => _last is not null && string.CompareOrdinal(prefix, _last) < 0 && !_last.StartsWith(prefix, StringComparison.Ordinal);

    private async IAsyncEnumerable<T> ItemsAsync<T>(AsyncPageable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken) where T : notnull
    {
        var pages = items.AsPages(pageSizeHint: pageSize).GetAsyncEnumerator(cancellationToken);
        await using var _ = pages.ConfigureAwait(false);
        while (await errors.RunAsync(blob: null, () => pages.MoveNextAsync().AsTask(), cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in pages.Current.Values) yield return item;
        }
    }

    /// <summary>A blob, or what all names of a folder begin with.</summary>
    private readonly record struct Entry(string Name, BlobItem? Blob);
}
