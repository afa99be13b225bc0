using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Layout;
using Edify.Rag.Documents.Pdf.Syntax;

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
    private readonly PageLayout _layout = new();
    private int _number;
    private int _read;

    private ReadSession(PdfFile file, DocumentContext context, PdfBudget budget, ReadLog log, StepRunner steps)
    {
        (_context, _budget, _log, _steps, _file) = (context, budget, log, steps, file);
        _pages = file.Pages();
        _interpreter = new PageInterpreter(file, budget);
    }

    /// <exception cref="DocumentReadException">The file is damaged, encrypted or over a limit.</exception>
    public static async ValueTask<ReadSession> OpenAsync(ByteSource source, DocumentContext context, CancellationToken cancellationToken)
    {
        var (budget, log) = (new PdfBudget(context, cancellationToken), new ReadLog(context.Report));
        var steps = new StepRunner(source, budget, log, cancellationToken);
        var objects = new ObjectStore(source, budget, log);
        return await steps.RunAsync(() => new ReadSession(PdfFile.Open(objects, context), context, budget, log, steps)).ConfigureAwait(false);
    }

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
            Report();
            _file.Objects.Trim();
            return _layout.LayOut(_content, _number);
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

    private void Report()
    {
        var (undecodable, images) = (_content.Undecoded, Math.Min(1, _content.ImageShare));
        var total = undecodable + _content.Glyphs.Count;
        if (undecodable > 0) Report(ReadEventKind.Undecodable, $"{(double)undecodable / total:P1} of {total} characters", undecodable: undecodable);
        if (_content.NeedsOcr) Report(ReadEventKind.NeedsOcr, $"Images cover {images:P0} of the page; it has hardly any text.", images: images);
        Report(ReadEventKind.PageRead, $"{_content.Glyphs.Count} characters", total, images: images);
    }

    private void Report(ReadEventKind kind, FormattableString detail, int characters = 0, int undecodable = 0, double images = 0) => _log.Report(
        new ReadEvent(kind, _number, FormattableString.Invariant(detail)) { Characters = characters, Undecodable = undecodable, ImageShare = images });

    /// <summary>Whether a failure is the document's. Those of the stream are not: they pass, as do limits and cancellation.</summary>
    public static bool IsOfParsing(Exception e) => e is not (OperationCanceledException or RagException or IOException or OutOfMemoryException);

    private DocumentReadException Damaged(string what) => new(
        _context.Name, DocumentFault.Damaged, $"'{_context.Name}' is damaged: {what}. Fetch or export the file anew.");
}
