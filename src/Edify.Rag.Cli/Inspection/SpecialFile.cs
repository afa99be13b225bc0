using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Cli.Inspection;

/// <summary>Tells files from pipes, sockets and devices, at which opening or reading may wait for ever.</summary>
internal static class SpecialFile
{
    private const int LinuxNonBlocking = 0x800;
    private const int NonBlocking = 0x4;

    /// <summary>Whether a path leads to something that is no regular file. Answers at once; what cannot be opened is left to who opens it.</summary>
    /// <param name="path">The path.</param>
    public static bool Is(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        if (target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal)) return true;

        // What has bytes to show is a file; of pipes and empty files only opening tells which is which.
        return new FileInfo(target) is { Exists: true, Length: 0 } && IsUnseekable(target);
    }

    private static bool IsUnseekable(string path)
    {
        var descriptor = Open(Encoding.UTF8.GetBytes(path + '\0'), OperatingSystem.IsLinux() ? LinuxNonBlocking : NonBlocking);
        if (descriptor < 0) return false;
        using var file = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        return !file.CanSeek;
    }

    // .NET opens a pipe only once somebody writes to it. Plain integers and bytes, so that nothing needs to be marshalled.
    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
