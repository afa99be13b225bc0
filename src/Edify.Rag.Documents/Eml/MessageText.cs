using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Eml;

/// <summary>Makes pieces of the text of a part.</summary>
internal static class MessageText
{
    /// <summary>The pieces of an HTML part: all of it is content.</summary>
    /// <param name="part">The part.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static List<MessagePiece> OfHtml(MimeEntity part, CancellationToken cancellationToken)
    {
        var content = part.Content().Span;
        var declared = part.Type["charset"] is null ? HtmlCharset.Declared(content) : null;
        var html = declared?.GetString(content) ?? MimeCharset.Decode(content, part.Type["charset"]);
        return [.. HtmlContent.Read(html, isFragment: true, cancellationToken).Select(piece => new MessagePiece(piece.Kind, piece.Text, piece.Level))];
    }

    /// <summary>The pieces of a part without markup.</summary>
    /// <param name="part">The part.</param>
    public static List<MessagePiece> OfPlain(MimeEntity part)
    {
        var isFlowed = string.Equals(part.Type["format"], "flowed", StringComparison.OrdinalIgnoreCase);
        var deletesSpace = string.Equals(part.Type["delsp"], "yes", StringComparison.OrdinalIgnoreCase);
        var lines = new LineSplitter(new TextStructure(report: null));
        List<DocumentElement> elements = [.. lines.Push(FlowedText.Unfold(part.Text(), isFlowed, deletesSpace))];
        elements.AddRange(lines.Complete());
        return [.. elements.Select(element => new MessagePiece(element.Kind, element.Text, element.Level))];
    }
}
