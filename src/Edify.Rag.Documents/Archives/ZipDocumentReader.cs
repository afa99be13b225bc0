using System.IO.Compression;
using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Containers;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Archives;

/// <summary>Reads ZIP archives: each file under a heading with its path, by the first reader of the pipeline that can.</summary>
/// <remarks>
/// Files come in the ordinal order of their paths, so that an archive which is packed anew reads the same. Nothing is
/// unpacked to disk. An archive that turns out to be a document of Office or an EPUB is handed to its reader.
/// </remarks>
/// <param name="readers">The readers of the pipeline.</param>
internal sealed class ZipDocumentReader(ReaderSet readers) : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => readers.FingerprintOf("zip/1");

    /// <inheritdoc/>
    public bool NeedsSeeking => true;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Zip;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadEntriesAsync(content, context, cancellationToken).WithDamageAs(context.Name, IsDamage, cancellationToken);
    }

    private static bool IsDamage(Exception e) =>
        e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException;

    private async IAsyncEnumerable<DocumentElement> ReadEntriesAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var documents = new ContainedDocuments(readers, context, new ElementComposer());
        documents.CheckDepth();
        var archive = await ArchiveOpener.OpenAsync(content, documents.CheckCount, ZipNames.Instance, cancellationToken).ConfigureAwait(false);
        await using var disposal = archive.ConfigureAwait(false);
        if (FindReader(archive, context.Name) is { } package)
        {
            content.Position = 0;
            await foreach (var element in package.ReadAsync(content, context, cancellationToken).ConfigureAwait(false)) yield return element;
            yield break;
        }

        documents.CheckCount(archive.Entries.Count);
        var files = archive.Entries.Where(entry => !ZipClutter.Is(entry)).OrderBy(entry => entry.FullName, StringComparer.Ordinal).ToList();
        if (files.Count > 0 && files.All(entry => entry.IsEncrypted)) throw Encrypted(context);
        foreach (var entry in files)
        {
            var name = EntryName.Clean(entry.FullName);
            if (entry.IsEncrypted)
            {
                documents.LeaveOut(name, "it is encrypted");
                continue;
            }

            var file = new ContainedFile(name, null, entry.OpenAsync);
            await foreach (var element in documents.ReadAsync(file, level: 1, cancellationToken).ConfigureAwait(false)) yield return element;
        }
    }

    private IDocumentReader? FindReader(ZipArchive archive, string name)
    {
        if (PackageFormats.OfEntries([.. archive.Entries.Select(entry => entry.FullName)]) is not { } format) return null;
        return readers.Find(new($"{name}.{format}", null, "PK\x03\x04"u8.ToArray()));
    }

    private static DocumentReadException Encrypted(DocumentContext context) => new(
        context.Name,
        DocumentFault.Encrypted,
        $"All files in '{context.Name}' are encrypted. Unpack it, pack it anew without a password, then try again.");
}
