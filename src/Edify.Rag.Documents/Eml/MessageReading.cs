using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Edify.Rag.Documents.Containers;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Eml;

/// <summary>One message that is being read.</summary>
internal sealed class MessageReading(MimeEntity message, ContainedDocuments documents, ElementComposer composer)
{
    /// <summary>What its fields say.</summary>
    public MessageHead Head { get; } = new(message.Headers);

    /// <summary>Its elements.</summary>
    /// <param name="context">Name of the file, for errors.</param>
    /// <param name="options">How many parts a message may have, and what is read of pages.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<DocumentElement> ReadAsync(
        DocumentContext context, DocumentReaderOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var budget = new HtmlBudget(context);
        var body = new MessageBody(options.MaxArchiveEntries + 1, ReadHtml, cancellationToken);
        var pieces = body.Read(message);
        if (pieces.Count == 0 && body.Encrypted > 0) throw Encrypted(context);
        if (body.Encrypted > 0) documents.LeaveOut("a part of the message", "it is encrypted, or wrapped in its signature");
        var attached = pieces.Where(piece => piece.Attached is not null).Select((piece, i) => FileOf(piece.Attached!, i + 1)).ToList();
        documents.CheckCount(attached.Count);

        ReportLosses(pieces, context);

        // A saved page has a title of its own, and nobody sent it.
        var hasTitle = Head.IsSavedPage && pieces.Exists(piece => piece is { Kind: ElementKind.Heading, Level: 1 });
        if (!hasTitle && composer.Compose(ElementKind.Heading, Head.Subject, level: 1) is { } subject) yield return subject;
        if (!Head.IsSavedPage && composer.Compose(ElementKind.Paragraph, Head.Line) is { } line) yield return line;
        foreach (var piece in pieces)
        {
            if (piece.Attached is not null) continue;
            var level = piece.Kind == ElementKind.Heading && !hasTitle ? piece.Level + 1 : piece.Level;
            if (composer.Compose(piece.Kind, piece.Text, level: level) is { } element) yield return element;
        }

        foreach (var file in attached)
            await foreach (var element in documents.ReadAsync(file, level: 2, cancellationToken).ConfigureAwait(false)) yield return element;

        // All of a letter is meant to be read, but for the signature; a page has menus.
        List<HtmlPiece> ReadHtml(string html)
        {
            if (Head.IsSavedPage) return HtmlContent.ReadPage(html, options.MainContentOnly, budget, cancellationToken);
            using var page = HtmlPage.Parse(html, budget, cancellationToken);
            return page.ReadAll(MessageSignature.IsMarked, pageAt: null, page: 0, cancellationToken);
        }
    }

    private static void ReportLosses(List<MessagePiece> pieces, DocumentContext context)
    {
        var count = pieces.Sum(piece => piece.Text.AsSpan().Count('\uFFFD'));
        if (count > 0) context.Report?.Report(TextDecoder.Losses(count));
    }

    private static ContainedFile FileOf(MimeEntity part, int number)
    {
        var isMessage = part.Type.Value is "message/rfc822" or "message/global";
        var name = EntryName.Clean(part.FileName ?? string.Empty);
        if (name.Length == 0) name = string.Create(CultureInfo.InvariantCulture, $"{(isMessage ? "message" : "attachment")} {number}");

        // A message within a message has its own subject for a heading.
        return new(name, part.Type.Value, _ => Task.FromResult<Stream>(Open(part))) { HasHeading = !isMessage || part.FileName is { Length: > 0 } };
    }

    private static MemoryStream Open(MimeEntity part)
    {
        var content = part.Content();
        return MemoryMarshal.TryGetArray(content, out var bytes)
            ? new(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new(content.ToArray(), writable: false);
    }

    private static DocumentReadException Encrypted(DocumentContext context) => new(
        context.Name,
        DocumentFault.Encrypted,
        $"'{context.Name}' is an encrypted message. Open it in its program, save it without encryption, then try again.");
}
