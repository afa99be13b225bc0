using System.Text;
using Edify.Rag.Documents.OpenXml.Drawing;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Pptx;

/// <summary>Comments on slides, in both forms that PowerPoint writes.</summary>
internal sealed class PptxComments(OfficePackage package, CancellationToken cancellationToken)
{
    private Dictionary<string, string>? _authors;

    /// <summary>Reads the comments on a slide.</summary>
    /// <param name="slide">What the slide refers to.</param>
    public async Task<List<OfficePiece>> ReadAsync(PartRelationships slide)
    {
        var comments = new List<OfficePiece>();
        foreach (var part in slide.All("comments"))
        {
            _authors ??= await ReadAuthorsAsync().ConfigureAwait(false);
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            await AddAsync(xml, comments).ConfigureAwait(false);
        }

        return comments;
    }

    // A reply stands within the comment that it answers, before the comment's own text.
    private async Task AddAsync(PartXml xml, List<OfficePiece> comments)
    {
        var open = new Stack<(int Place, string? Author, StringBuilder Text)>();
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            if (xml.IsStart && !xml.IsEmpty && xml.Name is "cm" or "reply")
            {
                open.Push((comments.Count, xml.Attribute("authorId"), new StringBuilder()));
                comments.Add(default);
            }
            else if (xml.IsStart && xml.Name is "t" or "text" && open.TryPeek(out var comment))
            {
                await xml.AppendContentAsync(comment.Text, ShapeText.Longest).ConfigureAwait(false);
            }
            else if (xml.IsEnd && xml.Name is "cm" or "reply" && open.TryPop(out var ended))
            {
                comments[ended.Place] = new(ElementKind.Note, By(ended.Author) + ended.Text);
            }
        }
    }

    private string By(string? author) => author is not null && _authors!.TryGetValue(author, out var name) ? $"{name}: " : string.Empty;

    private async Task<Dictionary<string, string>> ReadAuthorsAsync()
    {
        var authors = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in package.Main.All("commentAuthors").Concat(package.Main.All("authors")))
        {
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            while (await xml.ReadAsync().ConfigureAwait(false))
                if (xml.IsStart && xml.Attribute("id") is { } id && xml.Attribute("name") is { } name) authors.TryAdd(id, name);
        }

        return authors;
    }
}
