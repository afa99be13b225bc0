using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Xml;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Docx;

/// <summary>The parts of a document: entries of a zip archive, found through their relationships.</summary>
/// <remarks>Everything inflated counts towards <see cref="DocumentLimits.MaxInflatedBytes"/>, whatever the archive claims.</remarks>
internal sealed class DocxPackage : IAsyncDisposable
{
    private const int MostEntries = 65_536;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        CloseInput = true,
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        XmlResolver = null,
    };

    private readonly ZipArchive _archive;
    private readonly DocumentContext _context;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _related = new(StringComparer.OrdinalIgnoreCase);
    private long _inflated;

    private DocxPackage(ZipArchive archive, DocumentContext context)
    {
        _archive = archive;
        _context = context;
        if (archive.Entries.Count > MostEntries) throw new InvalidDataException("The archive has too many entries.");
        foreach (var entry in archive.Entries) _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    /// <summary>Name of the part that holds the text.</summary>
    public string MainPart { get; private set; } = "word/document.xml";

    /// <summary>Opens the archive and finds the main part.</summary>
    /// <param name="content">The file.</param>
    /// <param name="context">Its name and limits.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DocumentReadException">The file is no archive, or holds no document.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static async Task<DocxPackage> OpenAsync(Stream content, DocumentContext context, CancellationToken cancellationToken)
    {
        var archive = await OpenArchiveAsync(content, context, cancellationToken).ConfigureAwait(false);
        try
        {
            var package = new DocxPackage(archive, context);
            await package.FindPartsAsync(cancellationToken).ConfigureAwait(false);
            return package;
        }
        catch
        {
            await archive.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Name of a part that the main part refers to.</summary>
    /// <param name="type">Last segment of the relationship's type, such as "styles".</param>
    public string? Related(string type) => _related.GetValueOrDefault(type) is { } part && _entries.ContainsKey(part) ? part : null;

    /// <summary>Opens a part as XML, without document type definitions.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<XmlReader> OpenXmlAsync(string part, CancellationToken cancellationToken) =>
        XmlReader.Create(await OpenAsync(part, isCounted: true, cancellationToken).ConfigureAwait(false), Settings);

    /// <summary>Opens a part.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="isCounted">Whether its bytes count; a look at a few of them need not.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<Stream> OpenAsync(string part, bool isCounted, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(part, out var entry)) throw new InvalidDataException($"The document has no part '{part}'.");
        var inflating = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        return isCounted ? new LimitedStream(inflating, read => Count(read, cancellationToken)) : inflating;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    private static async Task<ZipArchive> OpenArchiveAsync(Stream content, DocumentContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new DocumentReadException(
                context.Name,
                DocumentFault.Damaged,
                $"'{context.Name}' is no Word document, or not all of one. Open it in its program, save it as .docx, and try again.",
                e);
        }
    }

    // Whatever reads a part, however far it skips, reads bytes: here it can be stopped.
    private void Count(int read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _inflated += read;
        if (_inflated > _context.Limits.MaxInflatedBytes)
            throw LimitedStream.TooBig(_context, nameof(DocumentLimits.MaxInflatedBytes), _context.Limits.MaxInflatedBytes);
    }

    private async Task FindPartsAsync(CancellationToken cancellationToken)
    {
        await foreach (var (type, target) in RelationshipsAsync("_rels/.rels", cancellationToken).ConfigureAwait(false))
            if (type == "officeDocument") MainPart = Resolve(string.Empty, target);
        if (!_entries.ContainsKey(MainPart)) throw NoDocument();

        var slash = MainPart.LastIndexOf('/') + 1;
        var (folder, file) = (MainPart[..slash], MainPart[slash..]);
        await foreach (var (type, target) in RelationshipsAsync($"{folder}_rels/{file}.rels", cancellationToken).ConfigureAwait(false))
            _related.TryAdd(type, Resolve(folder, target));
    }

    private DocumentReadException NoDocument() => new(
        _context.Name,
        DocumentFault.Unsupported,
        $"'{_context.Name}' is an archive without a Word document in it. Save what it holds as .docx, PDF or HTML, then try again.");

    // Targets are relative references: "styles.xml", "./styles.xml", "../styles.xml", "/word/styles.xml".
    private static string Resolve(string folder, string target)
    {
        var segments = new List<string>();
        foreach (var segment in (target.StartsWith('/') ? target : folder + target).Split('/'))
        {
            if (segment == ".." && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            else if (segment is not ("" or "." or "..")) segments.Add(segment);
        }

        return string.Join('/', segments);
    }

    private async IAsyncEnumerable<(string Type, string Target)> RelationshipsAsync(
        string part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_entries.ContainsKey(part)) yield break;
        using var xml = await OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" }) continue;
            if (xml.GetAttribute("Type") is { } type && xml.GetAttribute("Target") is { } target)
                yield return (type[(type.LastIndexOf('/') + 1)..], target);
        }
    }
}
