using System.IO.Compression;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Archives;

/// <summary>The files of a document that is stored as a ZIP archive: a document of Office, a book.</summary>
/// <remarks>Everything inflated counts towards the limits, whatever the archive claims. Names differ by more than case.</remarks>
internal sealed class PackageFiles : IAsyncDisposable
{
    // What a directory may hold, by its length, that is read into memory as a whole.
    private const long MostByLength = 20_000;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    private PackageFiles(ZipArchive archive, PackageMeter meter)
    {
        (_archive, Meter) = (archive, meter);
        meter.CountFiles(archive.Entries.Count);
        foreach (var entry in archive.Entries) _entries.TryAdd(NameOf(entry), entry);
    }

    /// <summary>Counts what is read.</summary>
    public PackageMeter Meter { get; }

    /// <summary>Names of the files, in the order of the archive.</summary>
    public IEnumerable<string> Names => _archive.Entries.Select(NameOf);

    /// <summary>Opens a document.</summary>
    /// <param name="content">The file, seekable; it stays open.</param>
    /// <param name="context">Its name and limits.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidDataException">The file is no archive, or a damaged one.</exception>
    /// <exception cref="DocumentReadException">There are too many files in it.</exception>
    public static async Task<PackageFiles> OpenAsync(Stream content, DocumentContext context, CancellationToken cancellationToken)
    {
        var archive = await ArchiveOpener.OpenAsync(content, count => CheckLength(count, context), names: null, cancellationToken).ConfigureAwait(false);
        try
        {
            return new PackageFiles(archive, new PackageMeter(context));
        }
        catch
        {
            await archive.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether there is a file of that name.</summary>
    /// <param name="file">The name.</param>
    public bool Contains(string file) => _entries.ContainsKey(file);

    /// <summary>Whether a file needs a password.</summary>
    /// <param name="file">Its name.</param>
    public bool IsEncrypted(string file) => _entries.TryGetValue(file, out var entry) && entry.IsEncrypted;

    /// <summary>Opens a file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="onRead">Told how many bytes were inflated, to count them; <see langword="null"/> for a look at a few, which need not count.</param>
    /// <param name="cancellationToken">Stops reading, also later: whatever reads a file, however far it skips, reads bytes.</param>
    /// <exception cref="InvalidDataException">There is none, or it is damaged.</exception>
    public async Task<Stream> OpenAsync(string file, Action<int>? onRead, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(file, out var entry)) throw new InvalidDataException("The document lacks a file that it refers to.");
        var inflating = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        return onRead is null ? inflating : new LimitedStream(inflating, read =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            onRead(read);
        });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName.Replace('\\', '/').TrimStart('/');

    private static void CheckLength(long count, DocumentContext context)
    {
        if (count > MostByLength) throw OverLimit.Held(context, nameof(DocumentLimits.MaxObjects), "The directory", MostByLength, "entries");
    }
}
