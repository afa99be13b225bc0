using System.Xml;
using Edify.Rag.Documents.Archives;

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

    private readonly PackageFiles _files;

    private OfficePackage(PackageFiles files, DocumentContext context) => (_files, Context) = (files, context);

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
        var files = await OpenFilesAsync(content, format, context, cancellationToken).ConfigureAwait(false);
        try
        {
            var package = new OfficePackage(files, context);
            await package.FindMainPartAsync(format, cancellationToken).ConfigureAwait(false);
            return package;
        }
        catch
        {
            await files.DisposeAsync().ConfigureAwait(false);
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
        _files.Meter.EndNode();
        var markup = await _files.OpenAsync(part, _files.Meter.CountMarkup, cancellationToken).ConfigureAwait(false);
        return new PartXml(XmlReader.Create(markup, Settings), _files.Meter);
    }

    /// <summary>Opens a part.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="isCounted">Whether its bytes count; a look at a few of them need not.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<Stream> OpenAsync(string part, bool isCounted, CancellationToken cancellationToken) =>
        _files.OpenAsync(part, isCounted ? _files.Meter.CountBytes : null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _files.DisposeAsync();

    private static async Task<PackageFiles> OpenFilesAsync(Stream content, OfficeFormat format, DocumentContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await PackageFiles.OpenAsync(content, context, cancellationToken).ConfigureAwait(false);
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

    private async Task FindMainPartAsync(OfficeFormat format, CancellationToken cancellationToken)
    {
        Root = await ReadRelationshipsAsync("_rels/.rels", string.Empty, cancellationToken).ConfigureAwait(false);
        MainPart = Root.First("officeDocument") ?? format.DefaultPart;
        if (!_files.Contains(MainPart) || !await IsOfFormatAsync(format, cancellationToken).ConfigureAwait(false)) throw format.Missing(Context.Name);
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
        if (!_files.Contains(part)) return relationships;
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
        if (_files.Contains(part)) return part;
        var unescaped = Uri.UnescapeDataString(part);
        return _files.Contains(unescaped) ? unescaped : null;
    }
}
