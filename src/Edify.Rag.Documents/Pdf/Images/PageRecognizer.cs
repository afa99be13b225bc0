using Edify.Rag.Documents.Pdf.Layout;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf.Images;

/// <summary>Has the text of scanned pages recognized, where there is an engine for it, and reports the pages that stay without.</summary>
internal sealed class PageRecognizer(IOcrEngine? engine, DocumentContext context, ReadClock? clock)
{
    /// <summary>The page with the paragraphs that were recognized on it; without any when they cannot be had.</summary>
    public async Task<LaidOutPage> RecognizeAsync(LaidOutPage page, PageScan scan, CancellationToken cancellationToken)
    {
        var paragraphs = new List<string>();
        var failure = scan.Obstacle;
        foreach (var image in scan.Images)
        {
            try
            {
                paragraphs.AddRange(await RecognizeAsync(engine!, image, cancellationToken).ConfigureAwait(false));
            }
            catch (OcrException e)
            {
                failure = e.Message;
            }
        }

        if (paragraphs.Count > 0 || scan.Images.Count > 0 && failure.Length == 0) Report(scan, ReadEventKind.Recognized, FormattableString.Invariant($"{paragraphs.Count} paragraphs"));
        if (engine is null) Report(scan, ReadEventKind.NeedsOcr, scan.Reason);
        else if (failure.Length > 0) Report(scan, ReadEventKind.NeedsOcr, $"{scan.Reason} Its text was not recognized: {failure}");
        if (scan.IsIllegible && paragraphs.Count > 0) page = new LaidOutPage(page.Number, page.Height, []);
        return page with { Scan = null, Recognized = paragraphs };
    }

    // What the engine takes is not the reader's time, which is limited; the engine has limits of its own.
    private async Task<IReadOnlyList<string>> RecognizeAsync(IOcrEngine ocr, OcrImage image, CancellationToken cancellationToken)
    {
        clock?.Stop();
        try
        {
            return await ocr.RecognizeAsync(image, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            clock?.Start();
        }
    }

    private void Report(PageScan scan, ReadEventKind kind, string detail) =>
        context.Report?.Report(new ReadEvent(kind, scan.Page, detail) { ImageShare = scan.ImageShare });
}
