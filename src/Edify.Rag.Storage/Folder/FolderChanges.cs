namespace Edify.Rag.Storage.Folder;

/// <summary>Changes what names lead to, one change at a time.</summary>
internal sealed class FolderChanges
{
    private readonly Lock _gate = new();
    private DateTime _last;

    /// <summary>Puts a finished file in the place of its target in one step.</summary>
    /// <exception cref="IOException">The target exists and may not be replaced.</exception>
    public FileVersion Move(string temporary, string target, bool overwrite)
    {
        lock (_gate)
        {
            var file = new FileInfo(temporary);
            Stamp(file, new FileInfo(target));
            var version = FileVersion.Of(file);
            File.Move(temporary, target, overwrite);
            return version;
        }
    }

    /// <summary>Deletes the entry of a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public void Delete(BlobLocation location)
    {
        lock (_gate)
        {
            if (File.GetAttributes(location.File).HasFlag(FileAttributes.Directory)) throw new FileNotFoundException(null, location.File);
            File.Delete(location.Entry);
        }
    }

    // File systems take the time from a clock that stands still for milliseconds. Two versions of one size written within such
    // a moment would have the same ETag, so each write is given a later time than the one before it.
    private void Stamp(FileInfo file, FileInfo replaced)
    {
        var written = file.LastWriteTimeUtc;
        _last = Later(written, _last);
        var stamp = replaced.Exists ? Later(_last, replaced.LastWriteTimeUtc) : _last;
        if (stamp == written) return;
        file.LastWriteTimeUtc = stamp;
        file.Refresh();
    }

    private static DateTime Later(DateTime time, DateTime than) => time > than ? time : than.AddTicks(1);
}
