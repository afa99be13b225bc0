using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Storage.Folder;

/// <summary>What the file system tells about the version of a file: all that an ETag of the folder store sees.</summary>
internal readonly record struct FileVersion(long Length, DateTime LastWriteUtc)
{
    public string ETag => $"{Length:x}-{LastWriteUtc.Ticks:x}";

    public static FileVersion Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc);

    public static FileVersion Of(SafeFileHandle file) => new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    public BlobItem ToItem(string name) =>
        new(name, Length, ETag, new DateTimeOffset(LastWriteUtc, TimeSpan.Zero)) { ContentType = MediaTypes.OfName(name) };
}
