using Edify.Rag.Storage.Memory;
using Edify.Rag.Storage.Ranged;

namespace Edify.Rag.Storage.Tests.Ranged;

/// <summary>A blob in memory behind a source that streams forward only.</summary>
internal sealed class RangedBlob
{
    public const int BlockBytes = 4096;

    private RangedBlob(InMemoryBlobStore store, BlobItem item, byte[] content)
    {
        (Store, Item, Content) = (store, item, content);
        Source = new ForwardOnlySource(store);
    }

    public InMemoryBlobStore Store { get; }

    public ForwardOnlySource Source { get; }

    public BlobItem Item { get; }

    public byte[] Content { get; }

    public CountingPool Pool { get; } = new();

    /// <summary>Small blocks, few of them, and no waiting.</summary>
    public RangedReadOptions Options { get; } = new()
    {
        BlockBytes = BlockBytes,
        CacheBytes = 8 * BlockBytes,
        ReadAheadBlocks = 3,
        RetryDelay = TimeSpan.Zero,
    };

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public static async Task<RangedBlob> OfAsync(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var store = new InMemoryBlobStore("test", TimeProvider.System);
        return new(store, await store.UploadAsync("book.pdf", new MemoryStream(content)), content);
    }

    public Task<Stream> OpenAsync(CancellationToken cancellationToken = default) =>
        SeekableBlobOpener.OpenAsync(new BlobRequests(Source, Item, Options, Time), Pool, cancellationToken);

    public Task ReplaceAsync() => Store.UploadAsync(Item.Name, new MemoryStream(new byte[Content.Length]));
}
