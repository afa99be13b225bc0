using System.Globalization;
using System.Text;
using System.Text.Json;
using Edify.Rag.Shared.Journal;
using Edify.Rag.Shared.Tasks;

namespace Edify.Rag.Hosting.Tasks.Embedded;

/// <summary>Where tasks lie: a folder for each user, in it a small file for each task, and beside it what it saved and what it came to.</summary>
/// <remarks>
/// A task is replaced whole with each change, so that a crash leaves the old one or the new. Names are hashes and identifiers: no
/// user leads out of the folder. A task that is deleted is files that are deleted, and nothing of it lies anywhere else.
/// </remarks>
internal sealed class TaskFiles(string root)
{
    private const string Task = ".task";
    private const string Result = ".result";
    private const string Saved = ".saved";
    private const string Unfinished = ".tmp";
    private const string Locks = "locks";

    public string LocksFolder => Path.Combine(root, Locks);

    public string FolderOf(string owner) => Path.Combine(root, owner);

    /// <summary>The folders of all users.</summary>
    public IEnumerable<string> Folders() => Directory.Exists(root) ? Directory.EnumerateDirectories(root).Where(folder => Path.GetFileName(folder) != Locks) : [];

    /// <summary>One of a few places that users share by chance: whose tasks are changed by one at a time.</summary>
    public static int PlaceOf(string folder) => int.Parse(Path.GetFileName(folder.AsSpan())[..2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The tasks of a user's folder, those left out that go meanwhile.</summary>
    /// <exception cref="RagStateException">One of them can't be read.</exception>
    public static IEnumerable<StoredTask> Read(string folder)
    {
        string[] files;
        try
        {
            files = Directory.GetFiles(folder, "*" + Task);
        }
        catch (DirectoryNotFoundException)
        {
            yield break;
        }

        foreach (var file in files)
        {
            if (ReadTask(file) is { } task) yield return task;
        }
    }

    public StoredTask? Read(RagTaskKey key) => ReadTask(PathOf(key, Task));

    public string? ReadResult(RagTaskKey key) => ReadBytes(PathOf(key, Result)) is { } result ? Encoding.UTF8.GetString(result) : null;

    public void Write(RagTaskKey key, StoredTask task) => Replace(key, Task, TaskJson.Write(task));

    public void WriteResult(RagTaskKey key, string result) => Replace(key, Result, result);

    /// <summary>What the task kept, the last of each name.</summary>
    public Dictionary<string, string> ReadSaved(RagTaskKey key)
    {
        var saved = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var reader = JournalReader.Open(PathOf(key, Saved));
            reader.Read(record => Take(record.Span, saved));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nothing was kept.
        }

        return saved;
    }

    public void AppendSaved(RagTaskKey key, string name, string json)
    {
        using var writer = JournalWriter.Open(PathOf(key, Saved), static _ => { });
        writer.Append(Encoding.UTF8.GetBytes($"{name}\n{json}"));
        writer.Commit();
    }

    /// <summary>What is of no use once the task has ended.</summary>
    public void DeleteSaved(RagTaskKey key) => Tried(PathOf(key, Saved), File.Delete);

    /// <summary>Deletes a task for good, and the user's folder with the last one; tells whether there was one.</summary>
    public bool Delete(RagTaskKey key)
    {
        var folder = FolderOf(key.Owner);
        if (!Directory.Exists(folder)) return false;
        var was = File.Exists(PathOf(key, Task));
        Tried(PathOf(key, Task), path =>
        {
            // The task itself last: what a crash leaves is found again.
            foreach (var part in (ReadOnlySpan<string>)[Saved, Result, Result + Unfinished, Task + Unfinished, Task]) File.Delete(PathOf(key, part));
            DurableFile.FlushDirectory(folder);
            if (Directory.EnumerateFileSystemEntries(folder).Any()) return;
            Directory.Delete(folder);
            DurableFile.FlushDirectoryOf(folder);
        });
        return was;
    }

    private static void Take(ReadOnlySpan<byte> record, Dictionary<string, string> saved)
    {
        var end = record.IndexOf((byte)'\n');
        saved[Encoding.UTF8.GetString(record[..end])] = Encoding.UTF8.GetString(record[(end + 1)..]);
    }

    private string PathOf(RagTaskKey key, string part) => Path.Combine(FolderOf(key.Owner), string.Create(CultureInfo.InvariantCulture, $"{key.Id:n}{part}"));

    private void Replace(RagTaskKey key, string part, string content)
    {
        EnsureFolder(FolderOf(key.Owner));
        Tried(PathOf(key, part), path => DurableFile.Replace(path, Encoding.UTF8.GetBytes(content)));
    }

    private static void EnsureFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        Tried(folder, path =>
        {
            Directory.CreateDirectory(path);
            DurableFile.FlushDirectoryOf(path);
            DurableFile.FlushDirectoryOf(Path.GetDirectoryName(path)!);
        });
    }

    private static StoredTask? ReadTask(string path)
    {
        if (ReadBytes(path) is not { } bytes) return null;
        try
        {
            return TaskJson.Read(bytes);
        }
        catch (JsonException e)
        {
            throw new RagStateException(path, $"The task '{path}' can't be read by this version. Use the version that wrote it, or delete the file.", innerException: e);
        }
    }

    // Who replaces or deletes a file must not be kept from it by who reads it.
    private static byte[]? ReadBytes(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagStateException(path, $"The task '{path}' can't be read: {e.Message} Grant access to it.", isTransient: true, e);
        }
    }

    private static void Tried(string path, Action<string> work)
    {
        try
        {
            work(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted meanwhile, with all that was in it.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagStateException(path, $"'{path}' can't be changed: {e.Message} Look at the free space and the rights of its directory.", isTransient: true, e);
        }
    }
}
