using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;
using Edify.Rag.Documents.Html;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Epub;

/// <summary>Reads EPUB 2 and 3: the chapters in reading order, with the pages of the printed edition where the book knows them.</summary>
/// <remarks>Holds one chapter at a time. Covers, tables of contents and lists of pages are left out; the table of contents becomes the outline.</remarks>
internal sealed class EpubDocumentReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => "epub/2";

    /// <inheritdoc/>
    public bool NeedsSeeking => true;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Epub;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadBookAsync(content, context, cancellationToken).WithDamageAs(context.Name, IsDamage, cancellationToken);
    }

    // What zip and XML readers raise on broken input, besides their own exceptions.
    private static bool IsDamage(Exception e) =>
        e is XmlException or InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or OverflowException or UriFormatException;

    private static async IAsyncEnumerable<DocumentElement> ReadBookAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var package = await EpubPackage.OpenAsync(content, context, cancellationToken).ConfigureAwait(false);
        await using var disposal = package.ConfigureAwait(false);
        await EpubEncryption.RefuseAsync(package, context, cancellationToken).ConfigureAwait(false);

        var book = await EpubBook.ReadAsync(package, cancellationToken).ConfigureAwait(false);
        if (book.Chapters.Count == 0) throw NoBook(context);
        if (book.IsRepaired) context.Report?.Report(new(ReadEventKind.Repaired, 0, "The package document cannot be read; all pages are taken in the order of the archive."));
        var budget = new HtmlBudget(context);
        var navigation = await EpubNavigation.ReadAsync(package, book, context, budget, cancellationToken).ConfigureAwait(false);
        var pages = new EpubPages(navigation.Pages);
        context.Info?.Report(InfoOf(book, navigation, pages));

        var reader = new EpubChapterReader(package, navigation, pages, context, budget);
        var composer = new ElementComposer();
        var isReadable = false;
        for (var i = 0; i < book.Chapters.Count; i++)
        {
            if (await TryReadAsync(reader, book.Chapters[i], i + 1, context, cancellationToken).ConfigureAwait(false) is not { } pieces) continue;
            isReadable = true;
            foreach (var piece in pieces)
                if (composer.Compose(piece.Kind, piece.Text, piece.Page, piece.Level) is { } element) yield return element;
        }

        if (!isReadable) throw new InvalidDataException("None of the chapters can be read.");
    }

    private static async Task<List<HtmlPiece>?> TryReadAsync(
        EpubChapterReader reader, string file, int number, DocumentContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && IsDamage(e))
        {
            context.Report?.Report(new(ReadEventKind.Repaired, 0, string.Create(CultureInfo.InvariantCulture, $"Chapter {number} is missing or damaged and is left out.")));
            return null;
        }
    }

    private static DocumentInfo InfoOf(EpubBook book, EpubNavigation navigation, EpubPages pages) => book.Info with
    {
        PageCount = navigation.Pages.Count,
        PageLabels = [.. navigation.Pages.Select(page => page.Title)],
        Outline = [.. navigation.Contents.Select(entry => new OutlineEntry(entry.Title, entry.Level, pages.Of(entry.Target)))],
    };

    private static DocumentReadException NoBook(DocumentContext context) => new(
        context.Name,
        DocumentFault.Unsupported,
        $"'{context.Name}' is an archive without a book in it. Save what it holds as EPUB, PDF or HTML, then try again.");
}
