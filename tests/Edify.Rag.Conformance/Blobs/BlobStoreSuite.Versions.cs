namespace Edify.Rag.Conformance;

public abstract partial class BlobStoreSuite
{
    /// <summary>A blob that is read range by range ends in an error once it is replaced, and none of the new bytes is handed out.</summary>
    [Fact]
    public async Task A_blob_replaced_between_two_ranges_is_an_error()
    {
        var item = await UploadAsync("a.bin", Noise(100_000, seed: 1));
        Assert.Equal(Noise(100_000, seed: 1)[..1000], await ReadAsync("a.bin", new BlobRange(0, 1000), item.ETag));

        await UploadAsync("a.bin", Noise(100_000, seed: 2));

        var error = await Assert.ThrowsAsync<BlobChangedException>(() => ReadAsync("a.bin", new BlobRange(1000, 1000), item.ETag));
        Assert.Equal("a.bin", error.Blob);
        Assert.True(error.IsTransient);
    }

    /// <summary>The ETag of a listing reads the version that was listed.</summary>
    [Fact]
    public async Task A_listed_etag_reads_the_listed_version()
    {
        await UploadAsync("a.txt", "version 1");
        var listed = Assert.Single(await ListAsync());
        Assert.Equal("version 1", await ReadTextAsync("a.txt", etag: listed.ETag));

        await UploadAsync("a.txt", "version 2");

        await Assert.ThrowsAsync<BlobChangedException>(() => ReadTextAsync("a.txt", etag: listed.ETag));
    }

    /// <summary>A blob that is gone is not found, whatever version of it is asked for.</summary>
    [Fact]
    public async Task A_version_of_a_deleted_blob_is_not_found()
    {
        var item = await UploadAsync("a.txt", "text");
        await Store.DeleteAsync("a.txt");

        var error = await Assert.ThrowsAsync<BlobNotFoundException>(() => Store.OpenReadAsync("a.txt", etag: item.ETag));
        Assert.False(error.IsTransient);
    }

    /// <summary>A stream that was opened goes on with its version or ends in an error when the blob is replaced or deleted meanwhile.</summary>
    /// <param name="deleted">Whether the blob is deleted instead of replaced.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_is_never_continued_with_another_version(bool deleted)
    {
        var old = Noise(6_000_000, seed: 1);
        await UploadAsync("a.bin", old);
        await using var content = await Store.OpenReadAsync("a.bin");
        using var read = new MemoryStream();
        var head = new byte[1000];
        await content.ReadExactlyAsync(head);
        read.Write(head);

        if (deleted) await Store.DeleteAsync("a.bin");
        else await UploadAsync("a.bin", Noise(6_000_000, seed: 2));

        var error = await Record.ExceptionAsync(() => content.CopyToAsync(read));
        if (error is null) Assert.Equal(old, read.ToArray());
        else Assert.IsAssignableFrom<BlobStoreException>(error);
    }

    /// <summary>An upload without metadata leaves none of the version before.</summary>
    [Fact]
    public async Task A_new_version_has_its_own_metadata()
    {
        if (!SupportsMetadata) Assert.Skip("The store keeps no metadata.");
        await UploadAsync("a.txt", "text", new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["grade"] = "7" } });

        var uploaded = await UploadAsync("a.txt", "other");

        Assert.Empty(uploaded.Metadata);
        Assert.Empty(Assert.Single(await ListAsync()).Metadata);
    }

    /// <summary>A value of metadata comes back as it went in, or is refused before anything is stored.</summary>
    /// <param name="value">A value that headers cannot hold, or that a careless store would change.</param>
    [Theory]
    [InlineData("plain value; with, signs = \"quoted\" 100%25 a+b")]
    [InlineData("grün, größer")]
    [InlineData("日本語 🎒 ελληνικά")]
    [InlineData("a value that is far longer than one encoded word of a header may be, with an ü in it, and another ü behind it")]
    [InlineData("=?UTF-8?B?aGVsbG8=?=")]
    [InlineData("two  spaces")]
    [InlineData(" at both ends ")]
    [InlineData("line\r\nbreak: x")]
    [InlineData("")]
    public async Task A_metadata_value_survives_or_is_refused(string value)
    {
        if (!SupportsMetadata) Assert.Skip("The store keeps no metadata.");
        BlobItem uploaded;
        try
        {
            uploaded = await UploadAsync("a.txt", "text", new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["note"] = value } });
        }
        catch (ArgumentException)
        {
            Assert.Empty(await ListAsync());
            return;
        }

        Assert.Equal(value, uploaded.Metadata["note"]);
        if (ListsProperties) Assert.Equal(value, Assert.Single(await ListAsync()).Metadata["note"]);
    }
}
