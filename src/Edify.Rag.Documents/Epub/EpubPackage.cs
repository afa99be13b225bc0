using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Epub;

/// <summary>The files of a book in its archive.</summary>
/// <remarks>Everything inflated counts towards <see cref="DocumentLimits.MaxInflatedBytes"/>, whatever the archive claims.</remarks>
internal sealed class EpubPackage : IAsyncDisposable
{
    private const long LongestXml = 32 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        CloseInput = true,
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Ignore,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = LongestXml,
        XmlResolver = null,
    };

    private readonly ZipArchive _archive;
    private readonly DocumentContext _context;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private long _inflated;

    private EpubPackage(ZipArchive archive, DocumentContext context)
    {
        (_archive, _context) = (archive, context);
        if (archive.Entries.Count > context.Limits.MaxObjects) throw TooManyEntries(context);
        foreach (var entry in archive.Entries) _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    /// <summary>Names of the files, in the order of the archive.</summary>
    public IEnumerable<string> Files => _archive.Entries.Select(entry => entry.FullName.Replace('\\', '/').TrimStart('/'));

    /// <summary>Opens a book.</summary>
    /// <param name="content">The file.</param>
    /// <param name="context">Its name and limits.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidDataException">The file is no archive, or a damaged one.</exception>
    /// <exception cref="DocumentReadException">There are too many files in it.</exception>
    public static async Task<EpubPackage> OpenAsync(Stream content, DocumentContext context, CancellationToken cancellationToken)
    {
        var archive = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            return new EpubPackage(archive, context);
        }
        catch
        {
            await archive.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether there is a file of that name.</summary>
    public bool Contains(string file) => _entries.ContainsKey(file);

    /// <summary>Opens a file.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="cancellationToken">Stops reading, also later.</param>
    /// <exception cref="InvalidDataException">There is none, or it is damaged.</exception>
    /// <exception cref="DocumentReadException">It needs a password.</exception>
    public async Task<Stream> OpenAsync(string file, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(file, out var entry)) throw new InvalidDataException("A file of the book is missing.");
        if (entry.IsEncrypted) throw EpubEncryption.Encrypted(_context);
        var inflating = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        return new LimitedStream(inflating, read => Count(read, cancellationToken));
    }

    /// <summary>Reads a file of XML.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Its root; <see langword="null"/> when the file is missing or is not well-formed.</returns>
    public async Task<XElement?> ReadXmlAsync(string file, CancellationToken cancellationToken)
    {
        if (!Contains(file)) return null;
        try
        {
            using var xml = XmlReader.Create(await OpenAsync(file, cancellationToken).ConfigureAwait(false), Settings);
            return (await XDocument.LoadAsync(xml, LoadOptions.None, cancellationToken).ConfigureAwait(false)).Root;
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    private void Count(int read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _inflated += read;
        if (_inflated > _context.Limits.MaxInflatedBytes)
            throw LimitedStream.TooBig(_context, nameof(DocumentLimits.MaxInflatedBytes), _context.Limits.MaxInflatedBytes);
    }

    private static DocumentReadException TooManyEntries(DocumentContext context) => new(
        context.Name,
        DocumentFault.OverLimit,
        string.Create(
            CultureInfo.InvariantCulture,
            $"'{context.Name}' is over {nameof(DocumentLimits.MaxObjects)} ({context.Limits.MaxObjects} files in it). Raise the limit, or split the file."))
    {
        Limit = nameof(DocumentLimits.MaxObjects),
    };
}
