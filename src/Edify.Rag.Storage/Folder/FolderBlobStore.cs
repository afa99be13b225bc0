using System.Runtime.CompilerServices;

namespace Edify.Rag.Storage.Folder;

/// <summary>A local folder. Calls to the file system run on the thread pool, as few of them have an asynchronous form.</summary>
internal sealed class FolderBlobStore : IBlobStore
{
    private const int PageSize = 256;

    private readonly FolderErrors _errors;
    private readonly FolderPaths _paths;
    private readonly FolderChanges _changes = new();

    public FolderBlobStore(FolderBlobStoreOptions options)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Path));
        Location = $"folder:{root}";
        _errors = new FolderErrors(root);
        _paths = new FolderPaths(root);
    }

    public string Location { get; }

    public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return ListPagesAsync(prefix, cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
    {
        FolderName.ThrowIfInvalid(name);
        return Task.Run<Stream>(() => _errors.Run(name, () => Open(name, range, etag, cancellationToken)), cancellationToken);
    }

    public async Task<BlobItem> UploadAsync(
        string name, Stream content, BlobUploadOptions? options = null, CancellationToken cancellationToken = default)
    {
        FolderName.ThrowIfInvalid(name);
        ArgumentNullException.ThrowIfNull(content);
        if (options?.Metadata.Count > 0)
        {
            throw new NotSupportedException(
                $"'{name}' was not stored: a folder has no place for metadata. Upload without it, or use a store that keeps it.");
        }

        var overwrite = options?.Overwrite ?? true;
        var upload = await Task.Run(() => _errors.Run(name, () => Begin(name, overwrite)), cancellationToken).ConfigureAwait(false);
        await using (upload.ConfigureAwait(false))
        {
            await upload.CopyAsync(content, cancellationToken).ConfigureAwait(false);
            var version = await Task.Run(() => _errors.Run(name, () => upload.Commit(_changes, overwrite)), cancellationToken).ConfigureAwait(false);
            return version.ToItem(name);
        }
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        FolderName.ThrowIfInvalid(name);
        return Task.Run(() => Delete(name), cancellationToken);
    }

    private async IAsyncEnumerable<BlobItem> ListPagesAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var blobs = new FolderListing(_paths, _errors, prefix, cancellationToken).Walk().GetEnumerator();
        BlobItem[] page;
        do
        {
            page = await Task.Run(() => NextPage(blobs), cancellationToken).ConfigureAwait(false);
            foreach (var blob in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return blob;
            }
        }
        while (page.Length == PageSize);
    }

    private static BlobItem[] NextPage(IEnumerator<BlobItem> blobs)
    {
        var page = new List<BlobItem>(PageSize);
        while (page.Count < PageSize && blobs.MoveNext()) page.Add(blobs.Current);
        return [.. page];
    }

    private FolderBlobStream Open(string name, BlobRange? range, string? etag, CancellationToken cancellationToken)
    {
        var path = _paths.Locate(name).File;
        if (Directory.Exists(path)) throw _errors.NotFound(name);
        var file = new FileStream(path, new FileStreamOptions
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        });
        try
        {
            var handle = file.SafeFileHandle;
            var version = FileVersion.Of(handle);
            if (etag is not null && etag != version.ETag) throw _errors.Changed(name);
            return new FolderBlobStream(file, handle, version, BlobWindow.Of(range, version.Length), name, _errors, cancellationToken);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private FolderUpload Begin(string name, bool overwrite)
    {
        var target = _paths.Locate(name).File;
        if (!overwrite && File.Exists(target)) throw _errors.Exists(name);
        return FolderUpload.Begin(name, target, _errors);
    }

    private bool Delete(string name)
    {
        try
        {
            return _errors.Run(name, () =>
            {
                _changes.Delete(_paths.Locate(name));
                return true;
            });
        }
        catch (BlobNotFoundException)
        {
            return false;
        }
    }
}
