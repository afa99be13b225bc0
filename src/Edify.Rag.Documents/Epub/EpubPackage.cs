using System.Xml;
using System.Xml.Linq;
using Edify.Rag.Documents.Archives;

namespace Edify.Rag.Documents.Epub;

/// <summary>The files of a book in its archive.</summary>
internal sealed class EpubPackage : IAsyncDisposable
{
    private readonly PackageFiles _files;
    private readonly DocumentContext _context;

    private EpubPackage(PackageFiles files, DocumentContext context) => (_files, _context) = (files, context);

    /// <summary>Names of the files, in the order of the archive.</summary>
    public IEnumerable<string> Files => _files.Names;

    /// <summary>Opens a book.</summary>
    /// <param name="content">The file.</param>
    /// <param name="context">Its name and limits.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidDataException">The file is no archive, or a damaged one.</exception>
    /// <exception cref="DocumentReadException">There are too many files in it.</exception>
    public static async Task<EpubPackage> OpenAsync(Stream content, DocumentContext context, CancellationToken cancellationToken) =>
        new(await PackageFiles.OpenAsync(content, context, cancellationToken).ConfigureAwait(false), context);

    /// <summary>Whether there is a file of that name.</summary>
    /// <param name="file">The name.</param>
    public bool Contains(string file) => _files.Contains(file);

    /// <summary>Opens a file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="cancellationToken">Stops reading, also later.</param>
    /// <exception cref="InvalidDataException">There is none, or it is damaged.</exception>
    /// <exception cref="DocumentReadException">It needs a password.</exception>
    public Task<Stream> OpenAsync(string file, CancellationToken cancellationToken) => _files.IsEncrypted(file)
        ? throw EpubEncryption.Encrypted(_context)
        : _files.OpenAsync(file, _files.Meter.CountBytes, cancellationToken);

    /// <summary>Reads a file of XML.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Its root; <see langword="null"/> when the file is missing or is not well-formed.</returns>
    /// <exception cref="DocumentReadException">It has too many elements, or too many within each other.</exception>
    public async Task<XElement?> ReadXmlAsync(string file, CancellationToken cancellationToken)
    {
        if (!Contains(file)) return null;
        try
        {
            return await EpubXml.ReadAsync(await OpenAsync(file, cancellationToken).ConfigureAwait(false), _files.Meter).ConfigureAwait(false);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _files.DisposeAsync();
}
