using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Storage.Folder;

/// <summary>A file's bytes, and the certainty at their end that they are all of one version.</summary>
internal sealed class FolderBlobStream(
    FileStream file, SafeFileHandle handle, FileVersion version, BlobWindow window, string name, FolderErrors errors, CancellationToken opened)
    : BlobContentStream(window.Offset, window.Length, opened)
{
    protected override int ReadAt(long offset, Span<byte> buffer)
    {
        try
        {
            file.Position = offset;
            return file.Read(buffer);
        }
        catch (Exception e) when (FolderErrors.IsFileSystemError(e))
        {
            throw errors.Translate(e, name);
        }
    }

    protected override async ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            file.Position = offset;
            return await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (FolderErrors.IsFileSystemError(e))
        {
            throw errors.Translate(e, name);
        }
    }

    protected override void OnEnd()
    {
        if (FileVersion.Of(handle) != version) throw errors.Changed(name);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await file.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
