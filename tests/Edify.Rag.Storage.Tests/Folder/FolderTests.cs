using Edify.Rag.Storage.Folder;

namespace Edify.Rag.Storage.Tests.Folder;

/// <summary>A folder store and what its tests do with it.</summary>
public abstract class FolderTests : IDisposable
{
    private readonly Lazy<IBlobStore> _store;

    protected FolderTests() => _store = new(() => new FolderBlobStore(new FolderBlobStoreOptions { Path = Folder.Path }));

    internal TempFolder Folder { get; } = new();

    protected IBlobStore Store => _store.Value;

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<string[]> NamesAsync(string prefix = "")
    {
        var names = new List<string>();
        await foreach (var item in Store.ListAsync(prefix)) names.Add(item.Name);
        return [.. names];
    }

    protected async Task<string> ReadAsync(string name)
    {
        await using var content = await Store.OpenReadAsync(name);
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync();
    }

    protected Task<BlobItem> UploadAsync(string name, string text = "new") => Store.UploadAsync(name, new MemoryStream([.. text.Select(c => (byte)c)]));
}
