using Edify.Rag.Storage.Folder;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Storage.Tests.Folder;

public sealed class FolderListingTests : FolderTests
{
    // Characters around '/' in the order of code units, and some far from it.
    private static readonly Gen<string> Segment =
        Gen.Elements('a', 'b', '-', '.', '0', ' ', '!', 'A', '~', 'é', '日').ArrayOf().Resize(3).Select(chars => new string(chars) + "x");

    private static readonly Gen<string> Name = Segment.NonEmptyListOf().Resize(4).Select(segments => string.Join('/', segments));

    [Fact]
    public void The_order_is_that_of_a_flat_ordinal_sort()
    {
        var round = 0;
        Prop.ForAll(Name.ListOf().Resize(30).ToArbitrary(), Name.Select(name => name[..(name.Length / 2)]).ToArbitrary(), (names, prefix) =>
        {
            var root = Directory.CreateDirectory(Folder[$"{round++}"]).FullName;
            var files = WriteAll(root, names);
            var store = new FolderBlobStore(new FolderBlobStoreOptions { Path = root });

            var listed = store.ListAsync(prefix).ToBlockingEnumerable().Select(item => item.Name).ToArray();

            return listed.SequenceEqual(files.Where(file => file.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }).Check(Law.On(100));
    }

    [Fact]
    public async Task Ten_thousand_files_are_listed_in_order()
    {
        var names = Enumerable.Range(0, 10_000).Select(i => $"{i % 10}-x/{i % 100}/{i}.txt").ToArray();
        foreach (var directory in names.Select(Path.GetDirectoryName).Distinct()) Directory.CreateDirectory(Folder[directory!]);
        foreach (var name in names) File.Create(Folder[name]).Dispose();

        Assert.Equal(names.Order(StringComparer.Ordinal), await NamesAsync());
        Assert.Equal(100, (await NamesAsync("3-x/13/")).Length);
    }

    [Fact]
    public async Task A_prefix_spares_the_directories_beside_it()
    {
        Folder.Write("wanted/sub/a.txt");
        Folder.Write("wanted-not/b.txt");
        var watched = !OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess;
        if (watched) Folder.SetMode("wanted-not", UnixFileMode.None);

        Assert.Equal(["wanted/sub/a.txt"], await NamesAsync("wanted/"));

        if (watched) Folder.SetMode("wanted-not", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Files_that_come_and_go_do_not_stop_a_listing()
    {
        for (var i = 0; i < 600; i++) Folder.Write($"{i:000}/{i}.txt");
        var seen = 0;

        await foreach (var item in Store.ListAsync())
        {
            if (seen++ > 0) continue;
            for (var i = 300; i < 600; i++) Directory.Delete(Folder[$"{i:000}"], recursive: true);
        }

        Assert.Equal(300, seen);
    }

    [Fact]
    public async Task A_folder_that_goes_while_it_is_listed_is_an_error_and_not_an_end()
    {
        var root = Folder["content"];
        for (var i = 0; i < 600; i++) Folder.Write($"content/{i:000}/{i}.txt");
        var store = new FolderBlobStore(new FolderBlobStoreOptions { Path = root });

        await Assert.ThrowsAsync<BlobStoreException>(async () =>
        {
            await foreach (var _ in store.ListAsync())
            {
                if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
            }
        });
    }

    // A name that is a file and the directory of another cannot be both; the first one stays.
    private static List<string> WriteAll(string root, IEnumerable<string> names)
    {
        var written = new List<string>();
        foreach (var name in names.Distinct())
        {
            if (written.Any(other => other.StartsWith(name + "/", StringComparison.Ordinal) || name.StartsWith(other + "/", StringComparison.Ordinal))) continue;
            var path = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
            written.Add(name);
        }

        return written;
    }
}
