using System.Security.Cryptography;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Auditing;

/// <summary>The key from the options, or else from a file, which is made when it is not there.</summary>
internal sealed class AuditKey(string key, string path) : IAuditKey
{
    private const int Size = 32;

    /// <summary>The bytes of a key; <see langword="null"/> when the text is none.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length >= Size ? bytes[..length] : null;
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (key.Length > 0) return new(Decode(key)!);
        try
        {
            if (!File.Exists(path)) Make();
            return new(Decode(File.ReadAllText(path)) ?? throw new RagStateException(path, $"'{path}' holds no key of the audit: Base64 of at least {Size} bytes. Put it back from a backup."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagStateException(path, $"The audit's key '{path}' can't be read or made: {e.Message}", isTransient: true, e);
        }
    }

    // Of two processes that make one at the same time, the first one's counts.
    private void Make()
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(directory);
        var made = Path.Combine(directory, $"{Path.GetFileName(path)}.{Guid.NewGuid():n}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(made, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size))));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(made, path, overwrite: false);
            DurableFile.FlushDirectory(directory);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }
}
