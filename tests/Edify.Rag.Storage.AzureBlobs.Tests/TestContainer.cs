using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace Edify.Rag.Storage.AzureBlobs.Tests;

/// <summary>A container that goes with the test, and stores that use it.</summary>
internal sealed class TestContainer : IAsyncDisposable
{
    private TestContainer(string connection) => (Connection, Client) = (connection, new(connection, $"test-{Guid.NewGuid():N}"));

    public string Connection { get; }

    public BlobContainerClient Client { get; }

    public static async Task<TestContainer> CreateAsync()
    {
        var container = new TestContainer(TestServers.AzureBlobs);
        await container.Client.CreateAsync();
        return container;
    }

    public AzureBlobStore Store(int pageSize = 5000) => AzureBlobStore.Connect(Options(), TimeProvider.System, pageSize);

    public AzureBlobStoreOptions Options() => new() { ConnectionString = Connection, Container = Client.Name, MaxRetries = 0 };

    /// <summary>A store whose connection string is changed.</summary>
    public AzureBlobStore StoreWith(Func<string, string> change) =>
        AzureBlobStore.Connect(new() { ConnectionString = change(Connection), Container = Client.Name, MaxRetries = 0 }, TimeProvider.System);

    public AzureBlobStore StoreWithSas(Uri sas) =>
        AzureBlobStore.Connect(new() { AccountUrl = sas.ToString(), MaxRetries = 0 }, TimeProvider.System);

    public Uri Sas(BlobContainerSasPermissions permissions, DateTimeOffset expires) => Client.GenerateSasUri(permissions, expires);

    /// <summary>Stores nothing under a name that may end in '/', which the client library takes off.</summary>
    public async Task PutEmptyAsync(string name)
    {
        using var http = new HttpClient();
        var sas = Sas(BlobContainerSasPermissions.Write, DateTimeOffset.UtcNow.AddHours(1));
        using var request = new HttpRequestMessage(HttpMethod.Put, new UriBuilder(sas) { Path = $"{sas.AbsolutePath}/{name}" }.Uri);
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Content = new ByteArrayContent([]);
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync() => await Client.DeleteIfExistsAsync();
}
