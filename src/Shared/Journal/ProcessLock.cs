using System.Globalization;

namespace Edify.Rag.Shared.Journal;

/// <summary>Lets one process at a time write something. The system frees it when the process ends, however it ends.</summary>
/// <remarks>
/// A file opened without sharing: a lock of the operating system, not the file's presence, is what counts, so nothing has
/// to be cleaned up after a crash. The holder's process id stands in a file beside it, because a locked file can't be read.
/// </remarks>
internal sealed class ProcessLock : IDisposable
{
    private readonly FileStream _file;

    private ProcessLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The lock's file; its directory must exist.</param>
    /// <param name="guarded">What it guards, for the message.</param>
    /// <exception cref="RagStateException">Another process holds it (transient), or the file can't be made.</exception>
    public static ProcessLock Take(string path, string guarded)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            File.WriteAllText(HolderOf(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RagStateException(
                path, $"The lock '{path}' can't be made. Grant this process the right to write in its directory.", innerException: e);
        }
        catch (IOException e)
        {
            throw new RagStateException(path, Refusal(path, guarded), isTransient: true, e);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string HolderOf(string path) => path + ".pid";

    private static string Refusal(string path, string guarded) =>
        $"'{guarded}' is being written by {Holder(path)}. One process may write at a time, any number may read: let one process " +
        "do the writing, or stop the other one and try again.";

    private static string Holder(string path)
    {
        try
        {
            return $"process {File.ReadAllText(HolderOf(path))}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}
