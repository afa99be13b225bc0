using System.Text;
using System.Xml;

namespace Edify.Rag.Documents.Docx;

/// <summary>Foot- and endnotes by what refers to them.</summary>
internal sealed class DocxNotes
{
    private const int MostCharacters = 32 * 1024 * 1024;

    private readonly Dictionary<(string Kind, string Id), string> _notes = [];
    private long _characters;

    /// <summary>Reads the parts that hold notes.</summary>
    /// <param name="package">The document.</param>
    /// <param name="context">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DocxNotes> ReadAsync(DocxPackage package, DocumentContext context, CancellationToken cancellationToken)
    {
        var notes = new DocxNotes();
        if (package.Related("footnotes") is { } footnotes)
            await notes.AddAsync(package, footnotes, "footnote", context, cancellationToken).ConfigureAwait(false);
        if (package.Related("endnotes") is { } endnotes)
            await notes.AddAsync(package, endnotes, "endnote", context, cancellationToken).ConfigureAwait(false);
        return notes;
    }

    /// <summary>Text of a note; <see langword="null"/> when there is none, or when it was taken already.</summary>
    /// <remarks>However often a document refers to a long note, it does not grow beyond what it holds.</remarks>
    /// <param name="kind">"footnote" or "endnote".</param>
    /// <param name="id">The identifier that the reference gives.</param>
    public string? Take(string kind, string? id) => id is not null && _notes.Remove((kind, id), out var note) ? note : null;

    private async Task AddAsync(DocxPackage package, string part, string kind, DocumentContext context, CancellationToken cancellationToken)
    {
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != kind || xml.IsEmptyElement) continue;
            if (xml.Attribute("id") is { } id) await AddAsync(xml, (kind, id), context, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddAsync(XmlReader xml, (string Kind, string Id) key, DocumentContext context, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var runs = new DocxRuns(xml);
        var depth = xml.Depth;
        while (await xml.ReadAsync().ConfigureAwait(false) && xml.Depth > depth)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "pPr" }) await xml.SkipContentAsync().ConfigureAwait(false);
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "p" }) text.Append('\n');
            else await runs.TakeAsync(text).ConfigureAwait(false);
            if (_characters + text.Length > MostCharacters) throw TooLong(context);
        }

        _characters += text.Length;
        _notes.TryAdd(key, text.ToString());
    }

    private static DocumentReadException TooLong(DocumentContext context) => new(
        context.Name, DocumentFault.OverLimit, $"The notes of '{context.Name}' are longer than {MostCharacters} characters. Split the file.");
}
