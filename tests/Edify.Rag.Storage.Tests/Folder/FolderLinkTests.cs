using Edify.Rag.Storage.Folder;

namespace Edify.Rag.Storage.Tests.Folder;

public sealed class FolderLinkTests : FolderTests
{
    private readonly TempFolder _outside = new();

    public FolderLinkTests()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Making links needs a privilege on Windows.");
    }

    public override void Dispose()
    {
        _outside.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task Links_within_the_folder_are_followed()
    {
        Folder.Write("real/a.txt", "content");
        File.CreateSymbolicLink(Folder["file"], Folder["real/a.txt"]);
        Directory.CreateSymbolicLink(Folder["relative"], "real");

        Assert.Equal(["file", "real/a.txt", "relative/a.txt"], await NamesAsync());
        Assert.Equal("content", await ReadAsync("file"));
        Assert.Equal("content", await ReadAsync("relative/a.txt"));
    }

    [Fact]
    public async Task An_upload_to_a_link_replaces_what_it_leads_to_and_a_deletion_removes_the_link()
    {
        Folder.Write("real.txt", "old");
        File.CreateSymbolicLink(Folder["link.txt"], "real.txt");

        await UploadAsync("link.txt", "new");
        Assert.Equal("new", await ReadAsync("real.txt"));
        Assert.Equal("real.txt", new FileInfo(Folder["link.txt"]).LinkTarget);

        Assert.True(await Store.DeleteAsync("link.txt"));
        Assert.Equal(["real.txt"], await NamesAsync());
    }

    [Theory]
    [InlineData("file")]
    [InlineData("directory/secret.txt")]
    [InlineData("chain")]
    [InlineData("chained/secret.txt")]
    [InlineData("deep/directory/secret.txt")]
    [InlineData("parent/secret.txt")]
    [InlineData("through/secret.txt")]
    public async Task A_link_out_of_the_folder_is_neither_listed_nor_followed(string name)
    {
        var secret = _outside.Write("secret.txt", "secret");
        Folder.Write("inside/a.txt");
        File.CreateSymbolicLink(Folder["file"], secret);
        Directory.CreateSymbolicLink(Folder["directory"], _outside.Path);
        File.CreateSymbolicLink(Folder["chain"], Folder["file"]);
        Directory.CreateSymbolicLink(Folder["chained"], "directory");
        Directory.CreateDirectory(Folder["deep"]);
        Directory.CreateSymbolicLink(Folder["deep/directory"], _outside.Path);
        Directory.CreateSymbolicLink(Folder["parent"], "..");
        // Its text alone stays within the folder: "inside" is no place to come back from by "..".
        Directory.CreateSymbolicLink(Folder["through"], "deep/directory/../" + Path.GetFileName(_outside.Path));

        Assert.Equal(["inside/a.txt"], await NamesAsync());
        await Assert.ThrowsAsync<BlobAccessDeniedException>(() => Store.OpenReadAsync(name));
        await Assert.ThrowsAsync<BlobAccessDeniedException>(() => UploadAsync(name));
        await Assert.ThrowsAsync<BlobAccessDeniedException>(() => Store.DeleteAsync(name));
        Assert.Equal("secret", await File.ReadAllTextAsync(secret));
        Assert.Equal([secret], Directory.EnumerateFileSystemEntries(_outside.Path));
    }

    [Fact]
    public async Task Cycles_of_links_end()
    {
        Folder.Write("a/1.txt");
        Folder.Write("b/2.txt");
        Directory.CreateSymbolicLink(Folder["a/self"], ".");
        Directory.CreateSymbolicLink(Folder["a/root"], Folder.Path);
        Directory.CreateSymbolicLink(Folder["a/to-b"], "../b");
        Directory.CreateSymbolicLink(Folder["b/to-a"], "../a");
        File.CreateSymbolicLink(Folder["loop-1"], "loop-2");
        File.CreateSymbolicLink(Folder["loop-2"], "loop-1");
        File.CreateSymbolicLink(Folder["dangling"], "nowhere");

        Assert.Equal(["a/1.txt", "a/to-b/2.txt", "b/2.txt", "b/to-a/1.txt"], await NamesAsync());
        await Assert.ThrowsAsync<BlobAccessDeniedException>(() => Store.OpenReadAsync("loop-1"));
        await Assert.ThrowsAsync<BlobNotFoundException>(() => Store.OpenReadAsync("dangling"));
        Assert.Equal("text", await ReadAsync("a/root/b/to-a/self/1.txt"));
    }

    [Fact]
    public async Task Directories_with_links_to_each_other_are_listed_in_reasonable_time()
    {
        var directories = Enumerable.Range(0, 12).Select(i => $"d{i}").ToArray();
        foreach (var directory in directories) Folder.Write($"{directory}/file.txt");
        foreach (var from in directories)
        {
            foreach (var to in directories) Directory.CreateSymbolicLink(Folder[$"{from}/{to}"], $"../{to}");
        }

        // Each of the twelve under its own name, and through each of its eleven links to the others.
        Assert.Equal(12 + 12 * 11, (await NamesAsync()).Length);
    }

    [Fact]
    public async Task A_folder_that_is_itself_reached_through_a_link_is_read()
    {
        Directory.CreateSymbolicLink(Folder["content"], _outside.Path);
        _outside.Write("a.txt", "content");
        var store = new FolderBlobStore(new FolderBlobStoreOptions { Path = Folder["content"] });

        var listed = await store.ListAsync().SingleAsync();

        Assert.Equal("a.txt", listed.Name);
        await using var content = await store.OpenReadAsync("a.txt", etag: listed.ETag);
        Assert.Equal(7, content.Length);
    }

    [Fact]
    public async Task A_folder_whose_name_begins_like_the_root_is_outside()
    {
        using var sibling = new TempFolder();
        var root = Directory.CreateDirectory(sibling["content"]).FullName;
        sibling.Write("content-private/secret.txt");
        Directory.CreateSymbolicLink(Path.Combine(root, "link"), "../content-private");
        var store = new FolderBlobStore(new FolderBlobStoreOptions { Path = root });

        Assert.Equal(0, await store.ListAsync().CountAsync());
        await Assert.ThrowsAsync<BlobAccessDeniedException>(() => store.OpenReadAsync("link/secret.txt"));
    }
}
