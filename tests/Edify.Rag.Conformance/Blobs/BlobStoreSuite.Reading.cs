namespace Edify.Rag.Conformance;

public abstract partial class BlobStoreSuite
{
    /// <summary>A range gives its bytes, cut at the blob's end.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <param name="expected">The text at these bytes.</param>
    [Theory]
    [InlineData(0, 1, "0")]
    [InlineData(3, 4, "3456")]
    [InlineData(9, 1, "9")]
    [InlineData(7, 100, "789")]
    [InlineData(0, 10, "0123456789")]
    [InlineData(4, long.MaxValue, "456789")]
    public async Task A_range_gives_its_bytes(long offset, long length, string expected)
    {
        await UploadAsync("digits.txt", "0123456789");

        Assert.Equal(expected, await ReadTextAsync("digits.txt", new BlobRange(offset, length)));
    }

    /// <summary>A range that is none, or of which nothing lies in the blob, is refused.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 5)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    public async Task A_range_outside_of_the_blob_is_refused(long offset, long length)
    {
        await UploadAsync("digits.txt", "0123456789");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.OpenReadAsync("digits.txt", new BlobRange(offset, length)));
    }

    /// <summary>A stream that can seek does so within its range.</summary>
    [Fact]
    public async Task A_seekable_stream_seeks_within_its_range()
    {
        await UploadAsync("digits.txt", "0123456789");
        await using var content = await Store.OpenReadAsync("digits.txt", new BlobRange(2, 5));
        if (!content.CanSeek) Assert.Skip("The store's streams read forward only.");

        Assert.Equal(5, content.Length);
        content.Position = 3;
        Assert.Equal('5', content.ReadByte());
        content.Seek(-1, SeekOrigin.End);
        Assert.Equal('6', content.ReadByte());
        Assert.Equal(-1, content.ReadByte());
        content.Seek(-5, SeekOrigin.Current);
        Assert.Equal('2', content.ReadByte());
        content.Position = 50;
        Assert.Equal(0, await content.ReadAsync(new byte[4]));
        Assert.ThrowsAny<Exception>(() => content.Seek(-1, SeekOrigin.Begin));
        Assert.False(content.CanWrite);
    }

    /// <summary>A blob that is not there is not found.</summary>
    [Fact]
    public async Task A_missing_blob_is_not_found()
    {
        await UploadAsync("folder/a", "text");

        foreach (var name in new[] { "folder", "folder/b", "folder/a/b", "other/a" })
        {
            var error = await Assert.ThrowsAsync<BlobNotFoundException>(() => Store.OpenReadAsync(name));
            Assert.Equal(name, error.Blob);
            Assert.False(error.IsTransient);
        }
    }

    /// <summary>A read of a version gives that version or fails.</summary>
    [Fact]
    public async Task A_read_of_another_version_fails()
    {
        var first = await UploadAsync("a.txt", "version 1");
        Assert.Equal("version 1", await ReadTextAsync("a.txt", etag: first.ETag));

        var second = await UploadAsync("a.txt", "version 2");

        var error = await Assert.ThrowsAsync<BlobChangedException>(() => ReadTextAsync("a.txt", etag: first.ETag));
        Assert.True(error.IsTransient);
        Assert.Equal("version 2", await ReadTextAsync("a.txt", etag: second.ETag));
        Assert.Equal("2", await ReadTextAsync("a.txt", new BlobRange(8, 1), second.ETag));
        await Assert.ThrowsAsync<BlobChangedException>(() => ReadTextAsync("a.txt", new BlobRange(8, 1), first.ETag));
    }

    /// <summary>Deleting and storing anew makes another version.</summary>
    [Fact]
    public async Task A_blob_stored_anew_is_another_version()
    {
        var first = await UploadAsync("a.txt", "text");
        await Store.DeleteAsync("a.txt");
        var second = await UploadAsync("a.txt", "text");

        if (HasEtagPerUpload) Assert.NotEqual(first.ETag, second.ETag);
        else Assert.Equal("text", await ReadTextAsync("a.txt", etag: first.ETag));
    }

    /// <summary>Several readers read one blob side by side.</summary>
    [Fact]
    public async Task Several_readers_read_side_by_side()
    {
        var content = Noise(400_000);
        await UploadAsync("a.bin", content);

        var reads = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ReadAsync("a.bin", new BlobRange(i * 50_000L, 50_000))));

        Assert.Equal(content, reads.SelectMany(read => read));
    }
}
