using Amazon.S3.Model;
using Edify.Rag.Conformance;

namespace Edify.Rag.Storage.S3.Tests;

[Trait("Needs", "s3")]
public sealed class S3UploadTests : IAsyncLifetime
{
    private const int PartSize = 5 * 1024 * 1024;

    private TestBucket _bucket = null!;
    private S3BlobStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _bucket = await TestBucket.CreateAsync();
        _store = _bucket.Open(options => options.PartSize = PartSize);
    }

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        if (_bucket is not null) await _bucket.DisposeAsync();
    }

    [Theory]
    [InlineData(PartSize - 1, 0)]
    [InlineData(PartSize, 1)]
    [InlineData((3 * PartSize) + 17, 4)]
    public async Task A_stream_without_length_becomes_as_many_parts_as_it_needs(int length, int parts)
    {
        var content = Noise(length);
        await using var stream = Forward(content);
        var options = new BlobUploadOptions { ContentType = "text/x-school", Metadata = new Dictionary<string, string> { ["Fach"] = "größer" } };

        var stored = await _store.UploadAsync("a.bin", stream, options);

        Assert.Equal(length, stored.Size);
        Assert.Equal("text/x-school", stored.ContentType);
        Assert.Equal("größer", Assert.Single(stored.Metadata).Value);
        Assert.Equal("fach", stored.Metadata.Keys.Single());
        Assert.Equal(parts == 0, !stored.ETag.Contains('-'));
        if (parts > 0) Assert.EndsWith($"-{parts}", stored.ETag, StringComparison.Ordinal);
        Assert.Equal(content, await ReadAsync("a.bin"));
        Assert.Empty(await _bucket.PendingUploadsAsync());
    }

    [Fact]
    public async Task A_failure_between_parts_leaves_nothing_on_the_server()
    {
        await using var stream = Forward(Noise(2 * PartSize), then: () => throw new InvalidDataException("broken"));

        await Assert.ThrowsAsync<InvalidDataException>(() => _store.UploadAsync("a.bin", stream));

        Assert.Empty(await _bucket.PendingUploadsAsync());
        await Assert.ThrowsAsync<BlobNotFoundException>(() => _store.OpenReadAsync("a.bin"));
    }

    [Fact]
    public async Task A_cancellation_between_parts_leaves_nothing_on_the_server()
    {
        using var stop = new CancellationTokenSource();
        await using var stream = Forward(Noise(2 * PartSize), then: stop.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.UploadAsync("a.bin", stream, options: null, stop.Token));

        Assert.Empty(await _bucket.PendingUploadsAsync());
        await Assert.ThrowsAsync<BlobNotFoundException>(() => _store.OpenReadAsync("a.bin"));
    }

    [Fact]
    public async Task A_blob_that_appears_during_a_long_upload_is_not_replaced_against_the_option()
    {
        await using var stream = Forward(Noise(2 * PartSize), then: () =>
            _bucket.Client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket.Name, Key = "a.bin", ContentBody = "theirs" }).GetAwaiter().GetResult());

        await Assert.ThrowsAsync<BlobExistsException>(() => _store.UploadAsync("a.bin", stream, new BlobUploadOptions { Overwrite = false }));

        Assert.Equal("theirs"u8.ToArray(), await ReadAsync("a.bin"));
        Assert.Empty(await _bucket.PendingUploadsAsync());
    }

    [Fact]
    public async Task What_exists_is_not_sent_in_vain()
    {
        await _store.UploadAsync("a.bin", new MemoryStream([1]));
        await using var stream = new TestStream([2]) { AfterBytes = 0, Then = () => Assert.Fail("The content was read.") };

        await Assert.ThrowsAsync<BlobExistsException>(() => _store.UploadAsync("a.bin", stream, new BlobUploadOptions { Overwrite = false }));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("größe")]
    [InlineData("")]
    public async Task A_key_that_no_header_can_have_is_refused(string key)
    {
        var options = new BlobUploadOptions { Metadata = new Dictionary<string, string> { [key] = "x" } };

        await Assert.ThrowsAsync<ArgumentException>(() => _store.UploadAsync("a.bin", new MemoryStream([1]), options));

        await Assert.ThrowsAsync<BlobNotFoundException>(() => _store.OpenReadAsync("a.bin"));
    }

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var content = await _store.OpenReadAsync(name);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    // A stream at the end of which something happens.
    private static TestStream Forward(byte[] content, Action? then = null) => new(content) { AfterBytes = content.Length, Then = then };

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
