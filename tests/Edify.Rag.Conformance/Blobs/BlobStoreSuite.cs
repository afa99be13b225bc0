using System.Text;

namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IBlobStore"/> must do. Derive from it, make a store, and the tests are there.</summary>
/// <remarks>
/// Each test runs on a store of its own, made by <see cref="CreateStoreAsync"/> and given up by <see cref="DisposeStoreAsync"/>.
/// What a store cannot do by its nature it says by the capability properties; the test then asks that it refuses.
/// </remarks>
public abstract partial class BlobStoreSuite : IAsyncLifetime
{
    /// <summary>The store under test, empty when the test begins.</summary>
    protected IBlobStore Store { get; private set; } = null!;

    /// <summary>Whether the store keeps metadata. One that does not refuses an upload with <see cref="NotSupportedException"/>.</summary>
    protected abstract bool SupportsMetadata { get; }

    /// <summary>Whether the store keeps the media type of an upload. One that does not may derive it from the name.</summary>
    protected abstract bool SupportsContentType { get; }

    /// <summary>Whether a listing tells media types and metadata. One that does not leaves both out; what an upload returns has them.</summary>
    protected virtual bool ListsProperties => true;

    /// <summary>Whether content that is stored anew gets a new ETag. One that is made of the content stays the same.</summary>
    protected virtual bool HasEtagPerUpload => true;

    /// <summary>The most ASCII characters that one segment of a name may have; a whole name may always have 1,024.</summary>
    protected virtual int MaxSegmentLength => 1024;

    /// <summary>The most bytes of UTF-8 that a name may have, where the store counts bytes; it refuses more with <see cref="ArgumentException"/>.</summary>
    protected virtual int MaxNameBytes => int.MaxValue;

    /// <summary>How many blobs the listing test uploads: more than two pages of the store's own listing.</summary>
    protected virtual int ManyBlobs => 2500;

    /// <summary>Makes an empty store, one for each test.</summary>
    protected abstract Task<IBlobStore> CreateStoreAsync();

    /// <summary>Removes what <see cref="CreateStoreAsync"/> made.</summary>
    protected virtual ValueTask DisposeStoreAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Store = await CreateStoreAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DisposeStoreAsync();
    }

    private Task<BlobItem> UploadAsync(string name, string text, BlobUploadOptions? options = null) =>
        UploadAsync(name, Encoding.UTF8.GetBytes(text), options);

    private async Task<BlobItem> UploadAsync(string name, byte[] content, BlobUploadOptions? options = null)
    {
        using var stream = new MemoryStream(content);
        return await Store.UploadAsync(name, stream, options);
    }

    private async Task<byte[]> ReadAsync(string name, BlobRange? range = null, string? etag = null)
    {
        await using var content = await Store.OpenReadAsync(name, range, etag);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<string> ReadTextAsync(string name, BlobRange? range = null, string? etag = null) =>
        Encoding.UTF8.GetString(await ReadAsync(name, range, etag));

    private async Task<List<BlobItem>> ListAsync(string prefix = "")
    {
        var items = new List<BlobItem>();
        await foreach (var item in Store.ListAsync(prefix)) items.Add(item);
        return items;
    }

    private async Task<string[]> NamesAsync(string prefix = "") => [.. (await ListAsync(prefix)).Select(item => item.Name)];

    private static byte[] Noise(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
