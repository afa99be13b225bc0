using System.Globalization;
using Edify.Rag.Shared.Conversations;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Conversations.Embedded;

/// <summary>Where conversations lie: a folder for each user, in it a journal for each conversation.</summary>
/// <remarks>
/// So a conversation that is deleted is a file that is deleted, and nothing of it lies anywhere else. Names are hashes: no user and no
/// identifier, whatever it says, leads out of the folder, and the names of files tell no names of people.
/// </remarks>
internal sealed class ConversationFiles(string root)
{
    private const string Suffix = ".journal";
    private const string Locks = "locks";

    public string FolderOf(RagUser user) => Path.Combine(root, ConversationOwner.Of(user));

    public string FileOf(RagUser user, string conversation) => Path.Combine(FolderOf(user), ConversationOwner.KeyOf(conversation) + Suffix);

    /// <summary>The folders of all users.</summary>
    public IEnumerable<string> Folders() => Directory.Exists(root) ? Directory.EnumerateDirectories(root).Where(folder => Path.GetFileName(folder) != Locks) : [];

    /// <summary>One of a few places that users share by chance: whose folders are changed by one at a time.</summary>
    public static int PlaceOf(string folder) => Convert.ToInt32(Path.GetFileName(folder)[..2], 16);

    /// <summary>Keeps other processes from a place until it is disposed; <see langword="null"/> while one of them has it.</summary>
    /// <remarks>A lock of the operating system, which ends with its process; the empty file stays. Journals themselves are locked against nobody.</remarks>
    /// <exception cref="RagStateException">The file can't be made.</exception>
    public IDisposable? TryLock(int place)
    {
        var path = Path.Combine(root, Locks, place.ToString("x2", CultureInfo.InvariantCulture));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new RagStateException(path, $"The lock '{path}' can't be made. Grant this process the right to write in its directory.", innerException: e);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Makes a user's folder, so that it outlives a crash as the journals in it do.</summary>
    public static void EnsureFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        Directory.CreateDirectory(folder);
        DurableFile.FlushDirectoryOf(folder);
        DurableFile.FlushDirectoryOf(Path.GetDirectoryName(folder)!);
    }

    /// <summary>The journals of a user's folder.</summary>
    public static IReadOnlyList<string> Journals(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*" + Suffix);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Goes through a journal; <see langword="false"/> when it is not there.</summary>
    public static bool Read(string journal, ConversationReplay into)
    {
        try
        {
            if (!File.Exists(journal)) return false;
            using var reader = JournalReader.Open(journal);
            reader.Read(into.Apply);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted meanwhile.
            return false;
        }
    }

    /// <summary>Deletes a journal for good, and the user's folder with the last one; tells whether there was one.</summary>
    public static bool Delete(string journal)
    {
        var folder = Path.GetDirectoryName(journal)!;
        try
        {
            if (!File.Exists(journal)) return false;
            File.Delete(journal);
            DurableFile.FlushDirectory(folder);
            if (Directory.EnumerateFileSystemEntries(folder).Any()) return true;
            Directory.Delete(folder);
            DurableFile.FlushDirectoryOf(folder);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder got another conversation in between: what was to be deleted is gone.
            if (!File.Exists(journal)) return true;
            throw new RagStateException(journal, $"The conversation '{journal}' can't be deleted: {e.Message} Close what else uses it, or grant access to it.", true, e);
        }
    }
}
