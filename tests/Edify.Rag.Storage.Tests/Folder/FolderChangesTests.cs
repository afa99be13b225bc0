using Edify.Rag.Storage.Folder;

namespace Edify.Rag.Storage.Tests.Folder;

public sealed class FolderChangesTests : IDisposable
{
    private static readonly DateTime Moment = new(2026, 5, 4, 3, 2, 1, DateTimeKind.Utc);

    private readonly TempFolder _folder = new();
    private readonly FolderChanges _changes = new();

    [Fact]
    public void Versions_written_in_one_moment_of_the_clock_have_etags_of_their_own()
    {
        var etags = Enumerable.Range(0, 5).Select(i => Move($"version {i}", Moment, "a.txt").ETag).ToArray();

        Assert.Equal(5, etags.Distinct().Count());
    }

    [Fact]
    public void A_blob_deleted_and_written_anew_in_one_moment_has_another_etag()
    {
        var first = Move("version 1", Moment, "a.txt");
        _changes.Delete(new BlobLocation(_folder["a.txt"], _folder["a.txt"]));
        var second = Move("version 2", Moment, "a.txt");

        Assert.NotEqual(first.ETag, second.ETag);
    }

    [Fact]
    public void What_replaces_a_file_is_later_than_it_even_where_that_lies_in_the_future()
    {
        var future = Moment.AddYears(50);
        File.SetLastWriteTimeUtc(_folder.Write("a.txt", "from another program"), future);

        Assert.True(Move("version 1", Moment, "a.txt").LastWriteUtc > future);
        Assert.Equal(Moment, Move("version 1", Moment, "b.txt").LastWriteUtc.AddTicks(-1));
    }

    [Fact]
    public void The_version_is_that_of_the_file_in_its_place()
    {
        var version = Move("version 1", Moment, "a.txt");

        Assert.Equal(FileVersion.Of(new FileInfo(_folder["a.txt"])), version);
    }

    public void Dispose() => _folder.Dispose();

    private FileVersion Move(string content, DateTime written, string target)
    {
        var temporary = _folder.Write(FolderName.Temporary(), content);
        File.SetLastWriteTimeUtc(temporary, written);
        return _changes.Move(temporary, _folder[target], overwrite: true);
    }
}
