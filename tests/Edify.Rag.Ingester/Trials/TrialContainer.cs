using Azure.Storage.Blobs;

namespace Edify.Rag.Ingester.Trials;

/// <summary>A container of its own, deleted when it is disposed.</summary>
/// <param name="connection">Connection string of the account.</param>
public sealed class TrialContainer(string connection) : IAsyncDisposable
{
    private const int BlockBytes = 4 << 20;

    private readonly SemaphoreSlim _making = new(1);
    private BlobContainerClient? _client;

    /// <summary>Its name.</summary>
    public string Name { get; } = $"trial-{Guid.NewGuid():N}";

    /// <summary>Stores what a stream of any length has.</summary>
    /// <returns>Bytes stored.</returns>
    public async Task<long> UploadAsync(string name, Stream content)
    {
        await using var all = content;
        var options = new Azure.Storage.Blobs.Models.BlobUploadOptions { TransferOptions = new() { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 1 } };
        var client = await ClientAsync();
        var blob = client.GetBlobClient(name);
        await blob.UploadAsync(all, options);
        return all.CanSeek ? all.Length : (await blob.GetPropertiesAsync()).Value.ContentLength;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.DeleteAsync();
        _making.Dispose();
    }

    private async Task<BlobContainerClient> ClientAsync()
    {
        await _making.WaitAsync();
        try
        {
            if (_client is not null) return _client;
            var client = new BlobContainerClient(connection, Name);
            await client.CreateAsync();
            return _client = client;
        }
        finally
        {
            _making.Release();
        }
    }
}
