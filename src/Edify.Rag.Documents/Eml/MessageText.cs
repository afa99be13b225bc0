using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Eml;

/// <summary>Makes pieces of the text of a part.</summary>
internal static class MessageText
{
    /// <summary>The markup of an HTML part.</summary>
    /// <param name="part">The part.</param>
    public static string MarkupOf(MimeEntity part)
    {
        var content = part.Content().Span;
        var declared = part.Type["charset"] is null ? HtmlCharset.Declared(content) : null;
        return declared?.GetString(content) ?? MimeCharset.Decode(content, part.Type["charset"]);
    }

    /// <summary>The pieces of a part without markup.</summary>
    /// <param name="part">The part.</param>
    public static List<MessagePiece> OfPlain(MimeEntity part)
    {
        var isFlowed = string.Equals(part.Type["format"], "flowed", StringComparison.OrdinalIgnoreCase);
        var deletesSpace = string.Equals(part.Type["delsp"], "yes", StringComparison.OrdinalIgnoreCase);
        var lines = new LineSplitter(new TextStructure(report: null));
        List<DocumentElement> elements = [.. lines.Push(FlowedText.Unfold(MessageSignature.RemoveFrom(part.Text()), isFlowed, deletesSpace))];
        elements.AddRange(lines.Complete());
        return [.. elements.Select(element => new MessagePiece(element.Kind, element.Text, element.Level))];
    }
}
