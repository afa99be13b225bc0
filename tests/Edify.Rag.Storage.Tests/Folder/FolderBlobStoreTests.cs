using System.Text;
using Edify.Rag.Storage.Folder;

namespace Edify.Rag.Storage.Tests.Folder;

public sealed class FolderBlobStoreTests : FolderTests
{
    [Fact]
    public async Task A_missing_folder_is_named_with_what_to_do()
    {
        var path = Folder["missing"];
        var store = new FolderBlobStore(new FolderBlobStoreOptions { Path = path });
        Func<Task>[] calls =
        [
            async () => await store.ListAsync().CountAsync(),
            () => store.OpenReadAsync("a"),
            () => store.UploadAsync("a", Stream.Null),
            () => store.DeleteAsync("a"),
        ];

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<BlobStoreException>(call);
            Assert.Contains($"'{path}' does not exist", error.Message);
            Assert.Contains("FolderBlobStoreOptions.Path", error.Message);
        }
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_a_missing_folder()
    {
        var store = new FolderBlobStore(new FolderBlobStoreOptions { Path = Folder.Write("file") });

        await Assert.ThrowsAsync<BlobStoreException>(async () => await store.ListAsync().CountAsync());
    }

    [Theory]
    [InlineData("a.PDF", "application/pdf")]
    [InlineData("notes.md", "text/markdown")]
    [InlineData("archive.tar.zip", "application/zip")]
    [InlineData("unknown.xyz", null)]
    [InlineData("none", null)]
    public async Task The_media_type_comes_from_the_extension(string name, string? expected) =>
        Assert.Equal(expected, (await UploadAsync(name)).ContentType);

    [Fact]
    public async Task Uploads_under_way_are_not_listed_and_their_names_are_refused()
    {
        var name = FolderName.Temporary();
        Folder.Write(name);
        Folder.Write(".edify-upload-notes.txt");

        Assert.Equal([".edify-upload-notes.txt"], await NamesAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenReadAsync(name));
    }

    [Fact]
    public async Task Names_that_no_file_can_have_are_refused()
    {
        foreach (var name in new[] { "a\0b", "a/\ud800/b", "\udc00\ud800", "a\ud800" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync(name));
            await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenReadAsync(name));
        }
    }

    [Theory]
    [InlineData("C:")]
    [InlineData("a\\b")]
    [InlineData("file:stream")]
    [InlineData("trailing.")]
    [InlineData("trailing ")]
    [InlineData("nul")]
    [InlineData("NUL.txt")]
    [InlineData("com1.tar.gz")]
    [InlineData("lpt² .x")]
    [InlineData("tab\t")]
    public void Names_that_Windows_would_change_are_known(string segment) => Assert.True(FolderName.IsInvalidOnWindows(segment));

    [Theory]
    [InlineData("null.txt")]
    [InlineData("com10")]
    [InlineData(".com1")]
    [InlineData("console")]
    [InlineData("größe 7.pdf")]
    public void Names_that_Windows_takes_are_known(string segment) => Assert.False(FolderName.IsInvalidOnWindows(segment));

    [Fact]
    public async Task A_segment_longer_than_the_file_system_allows_is_refused()
    {
        var name = new string('n', 300);

        await Assert.ThrowsAsync<ArgumentException>(() => UploadAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenReadAsync(name));
    }

    [Fact]
    public async Task A_blob_and_a_folder_cannot_have_one_name()
    {
        Folder.Write("folder/file.txt", "old");

        var asFile = await Assert.ThrowsAsync<BlobStoreException>(() => UploadAsync("folder"));
        var below = await Assert.ThrowsAsync<BlobStoreException>(() => UploadAsync("folder/file.txt/a/b.txt"));

        Assert.Contains("a folder has this name", asFile.Message);
        Assert.Contains("'file.txt' is a file", below.Message);
        Assert.Equal(["folder/file.txt"], await NamesAsync());
    }

    [Fact]
    public async Task A_file_that_is_rewritten_while_it_is_read_is_detected()
    {
        var path = Folder.Write("a.txt", new string('a', 500_000));
        await using var content = await Store.OpenReadAsync("a.txt");
        await content.ReadExactlyAsync(new byte[100]);

        await File.WriteAllTextAsync(path, new string('b', 500_000));
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));

        var error = await Assert.ThrowsAsync<BlobChangedException>(() => content.CopyToAsync(Stream.Null));
        Assert.Equal("a.txt", error.Blob);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    [InlineData(600_000)]
    public async Task A_file_that_shrinks_or_grows_while_it_is_read_is_detected(int newLength)
    {
        var path = Folder.Write("a.txt", new string('a', 500_000));
        await using var content = await Store.OpenReadAsync("a.txt");
        await content.ReadExactlyAsync(new byte[100]);

        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(newLength);

        await Assert.ThrowsAsync<BlobChangedException>(() => content.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_read_is_read_to_its_end()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows may refuse to replace a file that is being read.");
        await UploadAsync("a.txt", "old content");
        await using var content = await Store.OpenReadAsync("a.txt");

        await UploadAsync("a.txt", "new");

        using var reader = new StreamReader(content);
        Assert.Equal("old content", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task An_etag_is_of_what_stands_in_the_listing_and_in_the_open_file()
    {
        Folder.Write("a.txt", "content");
        var listed = await Store.ListAsync().SingleAsync();

        await using var content = await Store.OpenReadAsync("a.txt", etag: listed.ETag);

        Assert.Matches("^[0-9a-f]+-[0-9a-f]+$", listed.ETag);
        Assert.Equal(File.GetLastWriteTimeUtc(Folder["a.txt"]), listed.LastModified.UtcDateTime);
    }

    [Fact]
    public async Task A_synchronous_reader_reads_the_same()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000));
        await UploadAsync("a.txt", text);
        using var content = await Store.OpenReadAsync("a.txt", new BlobRange(10, 50_000));
        using var reader = new StreamReader(content, Encoding.ASCII);

        Assert.Equal(text.Substring(10, 50_000), reader.ReadToEnd());
    }

    [Fact]
    public async Task An_unreadable_file_is_listed_and_a_directory_that_cannot_be_looked_into_is_named()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Permissions are those of Unix.");
        if (Environment.IsPrivilegedProcess) Assert.Skip("The superuser may read everything.");
        Folder.Write("a/locked.txt");
        Folder.SetMode("a/locked.txt", UnixFileMode.None);
        Folder.Write("b/file.txt");

        Assert.Equal(["a/locked.txt", "b/file.txt"], await NamesAsync());
        await Assert.ThrowsAsync<BlobAccessDeniedException>(() => Store.OpenReadAsync("a/locked.txt"));

        foreach (var mode in new[] { UnixFileMode.None, UnixFileMode.UserRead, UnixFileMode.UserExecute })
        {
            Folder.SetMode("b", mode);
            try
            {
                var error = await Assert.ThrowsAsync<BlobAccessDeniedException>(() => NamesAsync());
                Assert.Equal("b/", error.Blob);
                Assert.Equal(["a/locked.txt"], await NamesAsync("a/"));
            }
            finally
            {
                Folder.SetMode("b", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }
}
