using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>Foot- and endnotes and comments, by what refers to them.</summary>
internal sealed class DocxNotes(DocxStyles styles)
{
    private const int MostCharacters = 32 * 1024 * 1024;

    private readonly Dictionary<(string Kind, string Id), string> _notes = [];
    private long _characters;

    /// <summary>Reads the parts that hold notes.</summary>
    /// <param name="package">The document.</param>
    /// <param name="styles">Which of them hide text.</param>
    /// <param name="includeComments">Whether comments are read as well.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DocxNotes> ReadAsync(OfficePackage package, DocxStyles styles, bool includeComments, CancellationToken cancellationToken)
    {
        var notes = new DocxNotes(styles);
        await notes.AddAsync(package, "footnotes", "footnote", cancellationToken).ConfigureAwait(false);
        await notes.AddAsync(package, "endnotes", "endnote", cancellationToken).ConfigureAwait(false);
        if (includeComments) await notes.AddAsync(package, "comments", "comment", cancellationToken).ConfigureAwait(false);
        return notes;
    }

    /// <summary>Text of a note; <see langword="null"/> when there is none, or when it was taken already.</summary>
    /// <remarks>However often a document refers to a long note, it does not grow beyond what it holds.</remarks>
    /// <param name="kind">"footnote", "endnote" or "comment".</param>
    /// <param name="id">The identifier that the reference gives.</param>
    public string? Take(string kind, string? id) => id is not null && _notes.Remove((kind, id), out var note) ? note : null;

    private async Task AddAsync(OfficePackage package, string type, string kind, CancellationToken cancellationToken)
    {
        if (package.Main.First(type) is not { } part) return;
        using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (!xml.IsStart || xml.Name != kind || xml.IsEmpty || xml.Attribute("id") is not { } id) continue;
            var text = new StringBuilder(kind == "comment" ? By(xml) : string.Empty);
            if (!await DocxStory.ReadAsync(xml, styles, text, MostCharacters - _characters).ConfigureAwait(false))
                throw OverLimit.Held(package.Context, nameof(DocumentLimits.MaxInflatedBytes), "The text of the notes", MostCharacters, "characters");
            _characters += text.Length;
            _notes.TryAdd((kind, id), text.ToString());
        }
    }

    // Who says something belongs to what is said.
    private static string By(PartXml xml)
    {
        var author = xml.Attribute("author") is { Length: > 0 } name ? name : xml.Attribute("initials");
        return string.IsNullOrWhiteSpace(author) ? string.Empty : $"{author}: ";
    }
}
