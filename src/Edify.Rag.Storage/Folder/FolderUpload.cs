using System.Buffers;

namespace Edify.Rag.Storage.Folder;

/// <summary>An upload under way: a file beside its target, which takes the target's place once it is whole.</summary>
internal sealed class FolderUpload : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly string _name;
    private readonly string _target;
    private readonly string _temporary;
    private readonly FileStream _file;
    private readonly FolderErrors _errors;
    private bool _moved;

    private FolderUpload(string name, string target, FolderErrors errors)
    {
        _name = name;
        _target = target;
        _errors = errors;
        _temporary = Path.Combine(Path.GetDirectoryName(target)!, FolderName.Temporary());
        _file = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
    }

    /// <summary>Makes the directories and the file to write to.</summary>
    public static FolderUpload Begin(string name, string target, FolderErrors errors)
    {
        if (Directory.Exists(target)) throw errors.Blocked(name, "a folder has this name. Choose another name.");
        if (FileAbove(target) is { } file) throw errors.Blocked(name, $"'{file}' is a file, so nothing can lie below it. Choose another name.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        return new FolderUpload(name, target, errors);
    }

    /// <summary>Copies the content to the file. Errors of the content's own stream are the caller's and pass through as they are.</summary>
    public async Task CopyAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await content.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false) is var read and > 0)
                await WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Makes the content durable, then puts it in the target's place.</summary>
    public FileVersion Commit(FolderChanges changes, bool overwrite)
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        try
        {
            var version = changes.Move(_temporary, _target, overwrite);
            _moved = true;
            return version;
        }
        catch (IOException e) when (!overwrite && File.Exists(_target))
        {
            throw _errors.Exists(_name, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync().ConfigureAwait(false);
        if (_moved) return;
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception e) when (FolderErrors.IsFileSystemError(e))
        {
            // What made the upload fail is on its way to the caller and tells more than this.
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (FolderErrors.IsFileSystemError(e))
        {
            throw _errors.Translate(e, _name);
        }
    }

    private static string? FileAbove(string path)
    {
        var directory = Path.GetDirectoryName(path);
        while (directory is not null && !Directory.Exists(directory))
        {
            if (File.Exists(directory)) return Path.GetFileName(directory);
            directory = Path.GetDirectoryName(directory);
        }

        return null;
    }
}
