using System.IO.Compression;
using System.Xml;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>The parts of a document: entries of a ZIP archive, found through their relationships (ISO/IEC 29500-2).</summary>
/// <remarks>Everything inflated and every element counts towards the limits, whatever the archive claims.</remarks>
internal sealed class OfficePackage : IAsyncDisposable
{
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
    private readonly PackageMeter _meter;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    private OfficePackage(ZipArchive archive, DocumentContext context)
    {
        _archive = archive;
        _meter = new PackageMeter(context);
        Context = context;
        _meter.CountEntries(archive.Entries.Count);
        foreach (var entry in archive.Entries) _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    /// <summary>What the document is read with.</summary>
    public DocumentContext Context { get; }

    /// <summary>Name of the main part.</summary>
    public string MainPart { get; private set; } = string.Empty;

    /// <summary>What the package itself refers to.</summary>
    public PartRelationships Root { get; private set; } = new();

    /// <summary>What the main part refers to.</summary>
    public PartRelationships Main { get; private set; } = new();

    /// <summary>Opens the archive and finds the main part.</summary>
    /// <param name="content">The file.</param>
    /// <param name="format">What is expected in it.</param>
    /// <param name="context">Its name and limits.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DocumentReadException">The file is no archive, or holds no such document.</exception>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static async Task<OfficePackage> OpenAsync(Stream content, OfficeFormat format, DocumentContext context, CancellationToken cancellationToken)
    {
        await OleContainer.RefuseAsync(content, format, context, cancellationToken).ConfigureAwait(false);
        await ZipDirectory.RefuseLongAsync(content, cancellationToken).ConfigureAwait(false);
        var archive = await OpenArchiveAsync(content, format, context, cancellationToken).ConfigureAwait(false);
        try
        {
            var package = new OfficePackage(archive, context);
            await package.FindMainPartAsync(format, cancellationToken).ConfigureAwait(false);
            return package;
        }
        catch
        {
            await archive.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What a part refers to; only parts that are there.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<PartRelationships> RelationshipsAsync(string part, CancellationToken cancellationToken) =>
        ReadRelationshipsAsync(PartName.Relationships(part), PartName.Folder(part), cancellationToken);

    /// <summary>Opens a part as markup, without document type definitions.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<PartXml> OpenXmlAsync(string part, CancellationToken cancellationToken)
    {
        _meter.EndNode();
        return new PartXml(XmlReader.Create(await OpenAsync(part, isCounted: true, cancellationToken).ConfigureAwait(false), Settings), _meter);
    }

    /// <summary>Opens a part.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="isCounted">Whether its bytes count; a look at a few of them need not.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<Stream> OpenAsync(string part, bool isCounted, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(part, out var entry)) throw new InvalidDataException("The document lacks a part that it refers to.");
        var inflating = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        return isCounted ? new LimitedStream(inflating, read => Count(read, cancellationToken)) : inflating;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _archive.DisposeAsync();

    private static async Task<ZipArchive> OpenArchiveAsync(Stream content, OfficeFormat format, DocumentContext context, CancellationToken cancellationToken)
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
                $"'{context.Name}' is no {format.Program} document, or not all of one. Open it in its program, save it as {format.Extension}, and try again.",
                e);
        }
    }

    // Whatever reads a part, however far it skips, reads bytes: here it can be stopped.
    private void Count(int read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _meter.CountBytes(read);
    }

    private async Task FindMainPartAsync(OfficeFormat format, CancellationToken cancellationToken)
    {
        Root = await ReadRelationshipsAsync("_rels/.rels", string.Empty, cancellationToken).ConfigureAwait(false);
        MainPart = Root.First("officeDocument") ?? format.DefaultPart;
        if (!_entries.ContainsKey(MainPart) || !await IsOfFormatAsync(format, cancellationToken).ConfigureAwait(false)) throw format.Missing(Context.Name);
        Main = await RelationshipsAsync(MainPart, cancellationToken).ConfigureAwait(false);
    }

    // A package may hold another format than its name says, or a binary one.
    private async Task<bool> IsOfFormatAsync(OfficeFormat format, CancellationToken cancellationToken)
    {
        if (MainPart.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)) return false;
        using var xml = await OpenXmlAsync(MainPart, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
            if (xml.IsStart) return xml.Name == format.Root;
        return false;
    }

    private async Task<PartRelationships> ReadRelationshipsAsync(string part, string folder, CancellationToken cancellationToken)
    {
        var relationships = new PartRelationships();
        if (!_entries.ContainsKey(part)) return relationships;
        using var xml = await OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.Name != "Relationship" || xml.Attribute("TargetMode") == "External") continue;
            if (xml.Attribute("Id") is { } id && xml.Attribute("Type") is { } type && Find(folder, xml.Attribute("Target")) is { } found)
                relationships.Add(id, type[(type.LastIndexOf('/') + 1)..], found);
        }

        return relationships;
    }

    // References are escaped as in addresses; names in the archive may or may not be.
    private string? Find(string folder, string? target)
    {
        if (target is null) return null;
        var part = PartName.Resolve(folder, target);
        if (_entries.ContainsKey(part)) return part;
        var unescaped = Uri.UnescapeDataString(part);
        return _entries.ContainsKey(unescaped) ? unescaped : null;
    }
}
