using System.Text;
using Azure.Storage.Sas;

namespace Edify.Rag.Storage.AzureBlobs.Tests;

[Trait("Needs", "azure")]
public sealed class AzureAccessTests : IAsyncLifetime
{
    private const string OtherKey = "b3RoZXIga2V5IHRoYW4gdGhlIGFjY291bnQncywgYnV0IG9uZSBvZiB0aGUgcmlnaHQgZm9ybSBhbmQgbGVuZ3RoIQ==";

    private TestContainer _container = null!;

    public async ValueTask InitializeAsync() => _container = await TestContainer.CreateAsync();

    public ValueTask DisposeAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_wrong_key_is_denied_and_not_shown()
    {
        var store = _container.StoreWith(connection => connection.Replace(Key, OtherKey, StringComparison.Ordinal));

        foreach (var error in await ErrorsOfEveryMemberAsync<BlobAccessDeniedException>(store))
        {
            Assert.Contains("Check the account's name and key", error.Message, StringComparison.Ordinal);
            Assert.False(error.IsTransient);
            Secrets.AssertHidden(error, OtherKey);
        }
    }

    [Fact]
    public async Task A_wrong_account_is_told_with_the_host()
    {
        var account = ConnectionSettings.Value(_container.Connection, "AccountName")!;
        var store = _container.StoreWith(connection => connection.Replace(account, "nosuchaccount", StringComparison.Ordinal));

        foreach (var error in await ErrorsOfEveryMemberAsync<BlobStoreException>(store))
        {
            Assert.Contains(_container.Client.Uri.Host, error.Message, StringComparison.Ordinal);
            Assert.Contains("account", error.Message, StringComparison.Ordinal);
            Assert.IsNotType<BlobNotFoundException>(error);
            Secrets.AssertHidden(error, Key);
        }
    }

    [Fact]
    public async Task A_container_that_is_missing_is_told_apart_from_a_blob_that_is()
    {
        var options = _container.Options();
        options.Container = "no-such-container";
        var store = AzureBlobStore.Connect(options, TimeProvider.System);

        foreach (var error in await ErrorsOfEveryMemberAsync<BlobStoreException>(store))
        {
            Assert.IsType<BlobStoreException>(error);
            Assert.Null(error.Blob);
            Assert.Contains("'no-such-container'", error.Message, StringComparison.Ordinal);
            Assert.Contains("does not exist. Create it", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_missing_container_is_created_where_the_option_says_so()
    {
        var options = _container.Options();
        options.Container = $"test-{Guid.NewGuid():N}";
        options.CreateContainer = true;
        var store = AzureBlobStore.Connect(options, TimeProvider.System);
        try
        {
            Assert.Empty(await store.ListAsync().ToListAsync());
            await store.UploadAsync("a.txt", new MemoryStream([1]));
            Assert.Single(await AzureBlobStore.Connect(options, TimeProvider.System).ListAsync().ToListAsync());
        }
        finally
        {
            await new Azure.Storage.Blobs.BlobContainerClient(_container.Connection, options.Container).DeleteAsync();
        }
    }

    [Fact]
    public async Task A_sas_that_expired_says_when_and_is_not_shown()
    {
        var expired = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var sas = _container.Sas(BlobContainerSasPermissions.All, expired);

        foreach (var error in await ErrorsOfEveryMemberAsync<BlobAccessDeniedException>(_container.StoreWithSas(sas)))
        {
            Assert.EndsWith("The SAS expired at 2026-01-02 03:04:05Z. Make a new one.", error.Message, StringComparison.Ordinal);
            Secrets.AssertHidden(error, SasToken.Parse(sas.Query)!.Signature);
        }
    }

    [Fact]
    public async Task A_sas_that_grants_reading_reads_and_does_not_write()
    {
        await _container.Store().UploadAsync("a.txt", new MemoryStream(Encoding.UTF8.GetBytes("text")));
        var sas = _container.Sas(BlobContainerSasPermissions.Read | BlobContainerSasPermissions.List, DateTimeOffset.UtcNow.AddHours(1));
        var store = _container.StoreWithSas(sas);

        Assert.DoesNotContain("sig", store.Location, StringComparison.Ordinal);
        Assert.Equal("a.txt", Assert.Single(await store.ListAsync().ToListAsync()).Name);
        using var content = new StreamReader(await store.OpenReadAsync("a.txt"));
        Assert.Equal("text", await content.ReadToEndAsync());
        var error = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => store.UploadAsync("b.txt", new MemoryStream([1])));
        Assert.Contains("The SAS does not grant this", error.Message, StringComparison.Ordinal);
        Secrets.AssertHidden(error, SasToken.Parse(sas.Query)!.Signature);
    }

    [Fact]
    public async Task A_sas_within_a_connection_string_is_not_shown()
    {
        var sas = _container.Sas(BlobContainerSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1));
        var endpoint = ConnectionSettings.Value(_container.Connection, "BlobEndpoint") ?? $"https://{sas.Host}";
        var options = new AzureBlobStoreOptions
        {
            ConnectionString = $"BlobEndpoint={endpoint};SharedAccessSignature={sas.Query.TrimStart('?')}",
            Container = _container.Client.Name,
            MaxRetries = 0,
        };
        var store = AzureBlobStore.Connect(options, TimeProvider.System);
        var signature = SasToken.Parse(sas.Query)!.Signature;

        var error = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => store.UploadAsync("b.txt", new MemoryStream([1])));

        Secrets.AssertHidden(error, signature);
        Assert.DoesNotContain("sig=", store.Location, StringComparison.Ordinal);
    }

    private string Key => ConnectionSettings.Value(_container.Connection, "AccountKey")!;

    private static async Task<List<T>> ErrorsOfEveryMemberAsync<T>(AzureBlobStore store) where T : BlobStoreException =>
    [
        await Assert.ThrowsAnyAsync<T>(async () => await store.ListAsync().ToListAsync()),
        await Assert.ThrowsAnyAsync<T>(() => store.OpenReadAsync("a.txt")),
        await Assert.ThrowsAnyAsync<T>(() => store.UploadAsync("a.txt", new MemoryStream([1]))),
        await Assert.ThrowsAnyAsync<T>(() => store.DeleteAsync("a.txt")),
    ];
}
