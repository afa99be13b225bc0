using System.Security.Cryptography;

namespace Edify.Rag.Cli.Encryption;

/// <summary>Makes a key in a directory of keys, readable by its owner alone, and makes it the current one.</summary>
internal static class NewKeyFile
{
    private const int KeyBytes = 32;
    private const int LongestId = 32;

    /// <exception cref="ArgumentException">The id can't be one.</exception>
    /// <exception cref="IOException">There is a key of this id already, which is never replaced: what is under it could not be read again.</exception>
    public static string Write(string directory, string id)
    {
        if (id.Length is 0 or > LongestId || id[0] == '.' || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw new ArgumentException($"'{id}' can't be a key's id: 1 to {LongestId} letters, digits, '.', '_' and '-', the first no point.");
        CreateDirectory(directory);
        var path = Path.Combine(directory, $"{id}.key");
        WriteNew(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));

        // The key is on the disk before it is named.
        var current = Path.Combine(directory, "current");
        File.Delete(current + ".new");
        WriteNew(current + ".new", id);
        File.Move(current + ".new", current, overwrite: true);
        return path;
    }

    private static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void WriteNew(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(content));
        file.Flush(flushToDisk: true);
    }
}
