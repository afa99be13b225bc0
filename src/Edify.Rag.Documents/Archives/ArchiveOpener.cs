using System.IO.Compression;
using System.Text;

namespace Edify.Rag.Documents.Archives;

/// <summary>Opens ZIP archives, without reading a directory into memory that is too long.</summary>
internal static class ArchiveOpener
{
    // With its name, its comment and what programs add; a directory that is larger holds more entries than it says.
    private const int MostBytesPerEntry = 1500;

    /// <summary>Opens an archive.</summary>
    /// <param name="content">The file, seekable; it stays open.</param>
    /// <param name="checkEntries">Told how many entries there are at least, by the length of the directory; raises an error when they are too many.</param>
    /// <param name="names">How names are decoded that do not say; <see langword="null"/> as UTF-8.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidDataException">The file is no archive, or a damaged one.</exception>
    public static async Task<ZipArchive> OpenAsync(Stream content, Action<long> checkEntries, Encoding? names, CancellationToken cancellationToken)
    {
        var (start, length) = await ZipDirectory.LocateAsync(content, cancellationToken).ConfigureAwait(false);
        checkEntries(length / MostBytesPerEntry);
        var file = await DirectoryStream.OverAsync(content, start, cancellationToken).ConfigureAwait(false);
        return await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, names, cancellationToken).ConfigureAwait(false);
    }
}
