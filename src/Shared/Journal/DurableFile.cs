using System.Runtime.InteropServices;
using System.Text;

namespace Edify.Rag.Shared.Journal;

/// <summary>Replaces small files so that a crash leaves the old content or the new, never a mixture.</summary>
internal static class DurableFile
{
    /// <summary>Writes beside the file, flushes, renames over it, and flushes the directory.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".tmp";
        using (var handle = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, content, 0);
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(temporary, path, overwrite: true);
        FlushDirectoryOf(path);
    }

    /// <summary>Makes the directory's entries durable: a file that was made, renamed or deleted in it.</summary>
    public static void FlushDirectoryOf(string path) => FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <summary>Makes a directory's entries durable. On Windows the file system's own journal does this.</summary>
    public static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(Encoding.UTF8.GetBytes(directory + '\0'), flags: 0);
        if (descriptor < 0) throw new IOException($"The directory '{directory}' can't be opened (error {Marshal.GetLastPInvokeError()}).");
        var failed = Flush(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed && error != InvalidArgument) throw new IOException($"The directory '{directory}' can't be flushed (error {error}).");
    }

    // Some network and overlay file systems have no flush for directories.
    private const int InvalidArgument = 22;

    // .NET opens no directories. Plain integers and bytes, so that nothing needs to be marshalled.
    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
