using Amazon.S3.Model;

namespace Edify.Rag.Storage.S3.Tests;

/// <summary>What a real server answers to wrong settings.</summary>
[Trait("Needs", "s3")]
public sealed class S3AccessTests : IAsyncLifetime
{
    private const string Secret = "a-secret-that-must-not-show";

    private TestBucket _bucket = null!;

    public async ValueTask InitializeAsync() => _bucket = await TestBucket.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_bucket is not null) await _bucket.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_secret_is_denied_and_shown_nowhere()
    {
        using var store = _bucket.Open(options => options.SecretKey = Secret);

        foreach (var error in await ErrorsOfEveryMemberAsync<BlobAccessDeniedException>(store))
        {
            Assert.False(error.IsTransient);
            Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Signature=", error.ToString(), StringComparison.OrdinalIgnoreCase);
        }

        var listing = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => ListAsync(store));
        Assert.Contains("S3BlobStoreOptions.SecretKey", listing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_is_denied_with_the_option_that_holds_it()
    {
        using var store = _bucket.Open(options => (options.AccessKey, options.SecretKey) = ("AKIANOBODY", Secret));

        var error = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => ListAsync(store));

        Assert.Contains("S3BlobStoreOptions.AccessKey", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_bucket_is_named_by_every_member()
    {
        using var store = _bucket.Open(options => options.Bucket = "edify-test-nobody-made-this");

        Assert.All(await ErrorsOfEveryMemberAsync<BlobStoreException>(store), error =>
        {
            Assert.False(error.IsTransient);
            Assert.Null(error.Blob);
            Assert.Contains("There is no bucket 'edify-test-nobody-made-this'", error.Message, StringComparison.Ordinal);
            Assert.Contains("S3BlobStoreOptions.Bucket", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_folder_placeholder_is_no_blob()
    {
        using var store = _bucket.Open();
        await _bucket.Client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket.Name, Key = "folder/" });
        await _bucket.Client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket.Name, Key = "folder/a.txt", ContentBody = "text" });

        Assert.Equal("folder/a.txt", Assert.Single(await ListAsync(store)).Name);
    }

    [Theory]
    [InlineData("a//b.txt")]
    [InlineData("../a.txt")]
    [InlineData("a/./b.txt")]
    public async Task A_key_that_is_no_name_is_listed_and_refused(string key)
    {
        using var store = _bucket.Open();
        await _bucket.Client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket.Name, Key = key, ContentBody = "text" });

        Assert.Equal(key, Assert.Single(await ListAsync(store)).Name);
        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenReadAsync(key));
    }

    [Fact]
    public async Task Characters_that_xml_cannot_hold_do_not_break_a_listing()
    {
        using var store = _bucket.Open();
        string[] names = ["a\u0001\u001F", "line\r\nbreak", "not\uFFFEa\uFFFFcharacter"];
        foreach (var name in names) await store.UploadAsync(name, new MemoryStream([1]));

        Assert.Equal(names, (await ListAsync(store)).Select(item => item.Name));
    }

    [Fact]
    public async Task A_name_may_have_1024_bytes_and_not_one_more()
    {
        using var store = _bucket.Open();
        var longest = string.Concat(Enumerable.Repeat("日", 341)) + "x";

        await store.UploadAsync(longest, new MemoryStream([1]));

        Assert.Equal(longest, Assert.Single(await ListAsync(store)).Name);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => store.UploadAsync(longest + "x", new MemoryStream([1])));
        Assert.Contains("1025 bytes in UTF-8, and S3 allows 1024", error.Message, StringComparison.Ordinal);
    }

    private static async Task<List<TError>> ErrorsOfEveryMemberAsync<TError>(S3BlobStore store) where TError : BlobStoreException => [
        await Assert.ThrowsAnyAsync<TError>(() => ListAsync(store)),
        await Assert.ThrowsAnyAsync<TError>(() => store.OpenReadAsync("a.txt")),
        await Assert.ThrowsAnyAsync<TError>(() => store.UploadAsync("a.txt", new MemoryStream([1]))),
        await Assert.ThrowsAnyAsync<TError>(() => store.DeleteAsync("a.txt")),
    ];

    private static async Task<List<BlobItem>> ListAsync(S3BlobStore store)
    {
        var items = new List<BlobItem>();
        await foreach (var item in store.ListAsync()) items.Add(item);
        return items;
    }
}
