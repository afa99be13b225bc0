using Edify.Rag.Documents.Pdf.Catalog;
using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Images;
using Edify.Rag.Documents.Pdf.Layout;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Pdf.Tagging;

namespace Edify.Rag.Documents.Pdf;

/// <summary>Reads the pages of one file in order; failures of parsing cost a page, not the document.</summary>
internal sealed class ReadSession
{
    private readonly DocumentContext _context;
    private readonly PdfBudget _budget;
    private readonly ReadLog _log;
    private readonly StepRunner _steps;
    private readonly PdfFile _file;
    private readonly PageTree _pages;
    private readonly PageInterpreter _interpreter;
    private readonly PageContent _content = new();
    private readonly PageLayout _layout;
    private readonly PageTagger _tagger;
    private readonly OptionalParts _parts;
    private readonly bool _takesImages;
    private int _number;
    private int _read;

    private ReadSession(PdfFile file, DocumentContext context, PdfBudget budget, ReadLog log, StepRunner steps, bool takesImages)
    {
        (_context, _budget, _log, _steps, _file, _takesImages) = (context, budget, log, steps, file, takesImages);
        _pages = file.Pages();
        _parts = new OptionalParts(log);
        _interpreter = new PageInterpreter(OptionalContent.Read(file.Catalog, _parts), budget);
        _tagger = new PageTagger(file, budget, _parts);
        _layout = new PageLayout(budget);
    }

    /// <exception cref="DocumentReadException">The file is damaged, encrypted or over a limit.</exception>
    public static async ValueTask<ReadSession> OpenAsync(ByteSource source, DocumentContext context, bool takesImages, CancellationToken cancellationToken)
    {
        var (budget, log) = (new PdfBudget(context, cancellationToken), new ReadLog(context.Report));
        var steps = new StepRunner(source, budget, log, cancellationToken);
        var objects = new ObjectStore(source, budget, log);
        return await steps.RunAsync(() => new ReadSession(PdfFile.Open(objects, context), context, budget, log, steps, takesImages)).ConfigureAwait(false);
    }

    /// <summary>What the file says of itself.</summary>
    public ValueTask<DocumentInfo> ReadInfoAsync() => _steps.RunAsync(new DocumentInfoReader(_file, _parts).Read);

    /// <summary>The next page that can be read; <see langword="null"/> at the end.</summary>
    /// <exception cref="DocumentReadException">No page at all can be read, or a limit is exceeded.</exception>
    public async ValueTask<LaidOutPage?> NextPageAsync()
    {
        while (await _steps.RunAsync(MoveNext).ConfigureAwait(false) is { } next)
        {
            _number++;
            if (await _steps.RunAsync(() => TryRead(next)).ConfigureAwait(false) is not { } page) continue;
            _read++;
            return page;
        }

        return _read > 0 ? null : throw Damaged(_number == 0 ? "it has no pages" : "none of its pages can be read");
    }

    private PdfPage? MoveNext()
    {
        try
        {
            _budget.Check();
            return _pages.Next();
        }
        catch (Exception e) when (IsOfParsing(e))
        {
            _log.Report(ReadEventKind.Repaired, _number, "The list of pages breaks off; the pages behind are missing.");
            return null;
        }
    }

    private LaidOutPage? TryRead(PdfPage page)
    {
        try
        {
            Interpret(page);
            var (undecoded, shown) = (_content.Undecoded, _content.Glyphs.Count); // before the tags take glyphs off
            var scan = Scan();
            var tags = _tagger.TakeOff(page.Dictionary, _content, _number);
            _file.Objects.Trim();
            var laidOut = _layout.LayOut(_content, _number) with { Tags = tags, Scan = scan };
            Report(undecoded, shown);
            return laidOut;
        }
        catch (Exception e) when (IsOfParsing(e))
        {
            _log.Report(ReadEventKind.Repaired, _number, $"The page is damaged and was left out ({e.GetType().Name}).");
            return null;
        }
    }

    // What was shown before the damage is kept.
    private void Interpret(PdfPage page)
    {
        try
        {
            _interpreter.Interpret(page, _content);
        }
        catch (Exception e) when (IsOfParsing(e) && _content.Glyphs.Count > 0)
        {
            _log.Report(ReadEventKind.Repaired, _number, $"The page is damaged and was read in part ({e.GetType().Name}).");
        }
    }

    // Of a page that is read only: one that is left out is reported as that and nothing else.
    private void Report(int undecoded, int shown)
    {
        var total = undecoded + shown;
        if (undecoded > 0)
        {
            var detail = FormattableString.Invariant($"{(double)undecoded / total:P1} of {total} characters");
            _log.Report(new ReadEvent(ReadEventKind.Undecodable, _number, detail) { Undecodable = undecoded });
        }

        var read = FormattableString.Invariant($"{shown} characters");
        _log.Report(new ReadEvent(ReadEventKind.PageRead, _number, read) { Characters = total, ImageShare = Math.Min(1, _content.ImageShare) });
    }

    private PageScan? Scan()
    {
        if (_content.NeedsOcr is not { } reason) return null;
        var scan = new PageScan(_number, Math.Min(1, _content.ImageShare), reason) { IsIllegible = _content.IsIllegible };
        return _takesImages ? scan.WithImages(_content) : scan;
    }

    /// <summary>Whether a failure is the document's. Those of the stream are not: they pass, as do limits and cancellation.</summary>
    public static bool IsOfParsing(Exception e) => e is not (OperationCanceledException or RagException or IOException or OutOfMemoryException);

    private DocumentReadException Damaged(string what) => new(
        _context.Name, DocumentFault.Damaged, $"'{_context.Name}' is damaged: {what}. Fetch or export the file anew.");
}
