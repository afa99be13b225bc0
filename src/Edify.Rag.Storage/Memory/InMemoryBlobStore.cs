using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.Memory;

/// <summary>Blobs in memory. Readers and listings work on the version of the container that stood when they began.</summary>
internal sealed class InMemoryBlobStore(string container, TimeProvider time) : IBlobStore
{
    private const string Store = "memory";

    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<string, StoredBlob> _blobs = ImmutableSortedDictionary.Create<string, StoredBlob>(StringComparer.Ordinal);
    private long _lastVersion;

    public string Location { get; } = $"memory:{container}";

    public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return ListSnapshotAsync(prefix, cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        BlobName.ThrowIfInvalid(name);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<Stream>(cancellationToken);
        if (!Volatile.Read(ref _blobs).TryGetValue(name, out var blob))
            return Task.FromException<Stream>(new BlobNotFoundException(Store, container, name));
        if (etag is not null && etag != blob.Item.ETag)
            return Task.FromException<Stream>(new BlobChangedException(Store, container, name));
        return Task.FromResult<Stream>(new InMemoryBlobStream(blob.Content, BlobWindow.Of(range, blob.Item.Size), cancellationToken));
    }

    public async Task<BlobItem> UploadAsync(
        string name, Stream content, BlobUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        BlobName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        options ??= new BlobUploadOptions();
        ThrowIfKept(name, options);
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return Keep(name, buffer.ToArray(), options);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        BlobName.ThrowIfInvalid(name);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<bool>(cancellationToken);
        lock (_gate)
        {
            var before = _blobs;
            _blobs = before.Remove(name);
            return Task.FromResult(_blobs != before);
        }
    }

    private async IAsyncEnumerable<BlobItem> ListSnapshotAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var (name, blob) in Volatile.Read(ref _blobs))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (name.StartsWith(prefix, StringComparison.Ordinal)) yield return blob.Item;
        }
    }

    private BlobItem Keep(string name, byte[] content, BlobUploadOptions options)
    {
        var metadata = options.Metadata.ToFrozenDictionary(entry => entry.Key.ToLowerInvariant(), entry => entry.Value, StringComparer.Ordinal);
        lock (_gate)
        {
            ThrowIfKept(name, options);
            var item = new BlobItem(name, content.Length, $"{++_lastVersion:x}", time.GetUtcNow())
            {
                ContentType = options.ContentType,
                Metadata = metadata,
            };
            _blobs = _blobs.SetItem(name, new StoredBlob(item, content));
            return item;
        }
    }

    private void ThrowIfKept(string name, BlobUploadOptions options)
    {
        if (!options.Overwrite && Volatile.Read(ref _blobs).ContainsKey(name)) throw new BlobExistsException(Store, container, name);
    }

    private sealed record StoredBlob(BlobItem Item, byte[] Content);
}
