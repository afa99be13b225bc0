using Edify.Rag.Documents.Html;

namespace Edify.Rag.Documents.Eml;

/// <summary>Walks through the parts of a message: its text in the best form there is, and what is attached.</summary>
/// <param name="mostParts">Most parts of one multipart.</param>
/// <param name="readHtml">Reads markup.</param>
/// <param name="cancellationToken">Stops the walk.</param>
internal sealed class MessageBody(int mostParts, Func<string, List<HtmlPiece>> readHtml, CancellationToken cancellationToken)
{
    private const int DeepestPart = 32;

    // A page beyond this is read like an attached one, which the reader of pages may refuse.
    private const int LargestPage = 16 * 1024 * 1024;

    /// <summary>How many parts could not be read, because they are encrypted or wrapped in their signature.</summary>
    public int Encrypted { get; private set; }

    /// <summary>The pieces of a part and of those within it, in order.</summary>
    /// <param name="part">The part.</param>
    /// <param name="depth">How many parts lie around it.</param>
    public List<MessagePiece> Read(MimeEntity part, int depth = 0)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > DeepestPart) return [];
        if (part.IsMultipart) return ReadParts(part, depth);
        switch (part.Type.Value)
        {
            case "application/pkcs7-mime" or "application/x-pkcs7-mime" or "application/pgp-encrypted":
                Encrypted++;
                return [];
            case "text/html" when !part.IsAttached && part.Size <= LargestPage: return [.. readHtml(MessageText.MarkupOf(part)).Select(piece => new MessagePiece(piece.Kind, piece.Text, piece.Level))];
            case "text/plain" or "message/delivery-status" or "text/rfc822-headers" or "" when !part.IsAttached: return MessageText.OfPlain(part);
            default: return [new(ElementKind.Paragraph, string.Empty, 0) { Attached = part }];
        }
    }

    private List<MessagePiece> ReadParts(MimeEntity part, int depth)
    {
        var parts = part.Parts(mostParts);
        switch (part.Type.Value)
        {
            case "multipart/encrypted":
                Encrypted++;
                return [];
            case "multipart/alternative": return Best(parts, depth);
            case "multipart/related": return Related(part, parts, depth);
            case "multipart/signed": return parts.Count > 0 ? Read(parts[0], depth + 1) : [];
            default: return [.. parts.SelectMany(inner => Read(inner, depth + 1))];
        }
    }

    // The last alternative is the richest; one that says nothing, or is no text, is passed over.
    private List<MessagePiece> Best(List<MimeEntity> alternatives, int depth)
    {
        for (var i = alternatives.Count - 1; i >= 0; i--)
        {
            var pieces = Read(alternatives[i], depth + 1);
            if (pieces.Exists(piece => piece.Attached is null && !string.IsNullOrWhiteSpace(piece.Text))) return pieces;
        }

        return [];
    }

    // A page with its images; the images are nothing without it.
    private List<MessagePiece> Related(MimeEntity part, List<MimeEntity> parts, int depth)
    {
        var root = parts.Find(inner => part.Type["start"] is { Length: > 0 } start && inner.Headers["Content-ID"] == start) ?? parts.FirstOrDefault();
        if (root is null) return [];
        var others = parts.Where(inner => inner != root && !IsDecoration(inner)).SelectMany(inner => Read(inner, depth + 1));
        return [.. Read(root, depth + 1), .. others];
    }

    private static bool IsDecoration(MimeEntity part)
    {
        var type = part.Type.Value;
        var isNamedByPage = part.Headers["Content-ID"].Length > 0 || part.Headers["Content-Location"].Length > 0;
        var isPartOfPage = isNamedByPage && part.Disposition.Value != "attachment";
        return type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("font/", StringComparison.Ordinal) || isPartOfPage;
    }
}
