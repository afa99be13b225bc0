using System.Text;
using Azure.Storage.Blobs.Models;
using Edify.Rag.Conformance;

namespace Edify.Rag.Storage.AzureBlobs.Tests;

[Trait("Needs", "azure")]
public sealed class AzureBlobStoreTests : IAsyncLifetime
{
    private TestContainer _container = null!;
    private AzureBlobStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _container = await TestContainer.CreateAsync();
        _store = _container.Store();
    }

    public ValueTask DisposeAsync() => _container?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public void The_location_is_the_containers_url() => Assert.Equal($"azure:{_container.Client.Uri.GetLeftPart(UriPartial.Path)}", _store.Location);

    [Theory]
    [InlineData(AzureUpload.BlockSize - 1)]
    [InlineData(AzureUpload.BlockSize)]
    [InlineData(2 * AzureUpload.BlockSize)]
    [InlineData(2 * AzureUpload.BlockSize + 12_345)]
    public async Task Content_of_unknown_length_is_stored_whole_over_any_number_of_blocks(int length)
    {
        var content = new byte[length];
        new Random(7).NextBytes(content);

        var options = new BlobUploadOptions { ContentType = "application/pdf", Metadata = new Dictionary<string, string> { ["grade"] = "7" } };
        var uploaded = await _store.UploadAsync("big.pdf", new TestStream(content), options);

        Assert.Equal(length, uploaded.Size);
        Assert.Equal(content, await ReadAsync("big.pdf"));
        var listed = Assert.Single(await ListAsync());
        Assert.Equal(uploaded with { Metadata = listed.Metadata, LastModified = listed.LastModified }, listed);
        Assert.Equal("7", listed.Metadata["grade"]);
    }

    [Fact]
    public async Task An_upload_that_is_cancelled_between_blocks_leaves_the_old_blob_and_nothing_else()
    {
        await UploadAsync("old.txt", "old");
        foreach (var name in new[] { "old.txt", "new.txt" })
        {
            using var stop = new CancellationTokenSource();
            var content = new TestStream(new byte[3 * AzureUpload.BlockSize]) { AfterBytes = 2 * AzureUpload.BlockSize + 5, Then = stop.Cancel };

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.UploadAsync(name, content, cancellationToken: stop.Token));
        }

        Assert.Equal(["old.txt"], (await ListAsync()).Select(blob => blob.Name));
        Assert.Equal("old", Encoding.UTF8.GetString(await ReadAsync("old.txt")));
        await Assert.ThrowsAsync<BlobNotFoundException>(() => _store.OpenReadAsync("new.txt"));
    }

    [Fact]
    public async Task An_upload_in_blocks_that_may_not_replace_is_too_late_when_another_ended_first()
    {
        var content = new TestStream(new byte[AzureUpload.BlockSize + 1]) { AfterBytes = AzureUpload.BlockSize, Then = () => UploadAsync("race.bin", "first").GetAwaiter().GetResult() };

        await Assert.ThrowsAsync<BlobExistsException>(() => _store.UploadAsync("race.bin", content, new BlobUploadOptions { Overwrite = false }));

        Assert.Equal("first", Encoding.UTF8.GetString(await ReadAsync("race.bin")));
    }

    [Theory]
    [InlineData("plain ASCII")]
    [InlineData("Frau Größe, 7ª classe, 日本語 🎒")]
    [InlineData(" spaces at both ends ")]
    [InlineData("line\nbreak")]
    [InlineData("")]
    [InlineData("=?utf-8?B?bm90IGVuY29kZWQ=?=")]
    public async Task A_value_of_metadata_comes_back_as_it_was(string value)
    {
        await UploadAsync("a.txt", "text", new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["Teacher"] = value } });

        Assert.Equal(value, Assert.Single(await ListAsync()).Metadata["teacher"]);
    }

    [Theory]
    [InlineData("school year")]
    [InlineData("x-grade")]
    [InlineData("7th")]
    [InlineData("größe")]
    [InlineData("")]
    public async Task A_key_of_metadata_that_azure_refuses_is_one_clear_sentence(string key)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() =>
            UploadAsync("a.txt", "text", new BlobUploadOptions { Metadata = new Dictionary<string, string> { [key] = "7" } }));

        Assert.Contains("cannot be a key of metadata in Azure", error.Message, StringComparison.Ordinal);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Metadata_over_eight_kibibytes_is_refused()
    {
        var metadata = new Dictionary<string, string> { ["notes"] = new('n', 9000) };

        await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync("a.txt", "text", new BlobUploadOptions { Metadata = metadata }));
    }

    [Theory]
    [InlineData("users\\bob\\a.txt")]
    [InlineData("users/anna./a.txt")]
    [InlineData("notes.")]
    [InlineData("a\tb")]
    [InlineData("a\u0001b")]
    [InlineData("a\uFFFF")]
    public async Task A_name_that_azure_would_change_is_refused_by_every_member(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync(name, "text"));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.OpenReadAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.DeleteAsync(name));
    }

    [Fact]
    public async Task Folders_and_what_stands_for_them_are_not_listed()
    {
        var mark = new Dictionary<string, string> { ["hdi_isfolder"] = "true" };
        await _container.Client.GetBlobClient("a").UploadAsync(new MemoryStream(), new Azure.Storage.Blobs.Models.BlobUploadOptions { Metadata = mark });
        foreach (var placeholder in new[] { "a/d/", "empty/", "🎒/" }) await _container.PutEmptyAsync(placeholder);
        foreach (var name in new[] { "a-b", "a/c", "a/d/e", "b", "🎒/f" }) await UploadAsync(name, name);

        Assert.Equal(["a-b", "a/c", "a/d/e", "b", "🎒/f"], (await ListAsync()).Select(blob => blob.Name));
        Assert.Equal(["a-b", "a/c", "a/d/e"], (await ListAsync("a")).Select(blob => blob.Name));
        Assert.Empty(await ListAsync("empty/"));
    }

    [Fact]
    public async Task A_blob_with_snapshots_is_not_deleted_with_them()
    {
        await UploadAsync("a.txt", "text");
        await _container.Client.GetBlobClient("a.txt").CreateSnapshotAsync();

        var error = await Assert.ThrowsAsync<BlobStoreException>(() => _store.DeleteAsync("a.txt"));

        Assert.Contains("snapshots", error.Message, StringComparison.Ordinal);
        await _container.Client.GetBlobClient("a.txt").DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots);
    }

    [Fact]
    public async Task A_media_type_that_azure_invents_is_none()
    {
        await UploadAsync("a", "text");

        Assert.Null(Assert.Single(await ListAsync()).ContentType);
    }

    private async Task<BlobItem> UploadAsync(string name, string text, BlobUploadOptions? options = null) =>
        await _store.UploadAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), options);

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var content = await _store.OpenReadAsync(name);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<List<BlobItem>> ListAsync(string prefix = "") => await _store.ListAsync(prefix).ToListAsync();
}
