using System.Globalization;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Pdf;

/// <summary>Bounds what reading one file may cost; exceeding a limit ends the reading with an error that names it.</summary>
internal sealed class PdfBudget(DocumentContext context, CancellationToken cancellationToken)
{
    /// <summary>Operators of one page, its forms included; the most crowded maps hold a tenth of it.</summary>
    public const int MaxOperatorsPerPage = 20_000_000;

    /// <summary>Glyphs of one page; a densely printed newspaper page holds fifty thousand.</summary>
    public const int MaxGlyphsPerPage = 500_000;

    /// <summary>Bytes of one stream; what lies beyond is not read.</summary>
    public const int MaxStreamBytes = 256 << 20;

    private long _inflated;

    /// <summary>Observes cancellation, by which the time limit comes as well.</summary>
    public void Check() => cancellationToken.ThrowIfCancellationRequested();

    /// <summary>Counts bytes that a filter has produced.</summary>
    public void AddInflated(int bytes)
    {
        _inflated += bytes;
        if (_inflated > context.Limits.MaxInflatedBytes)
            throw LimitedStream.TooBig(context, nameof(DocumentLimits.MaxInflatedBytes), context.Limits.MaxInflatedBytes);
        Check();
    }

    /// <summary>A budget for an image alone, under the same time limit.</summary>
    public PdfBudget ForImage() => new(context, cancellationToken);

    public DocumentReadException OverPage(int most, string what) => new(
        context.Name,
        DocumentFault.OverLimit,
        string.Create(CultureInfo.InvariantCulture, $"'{context.Name}' has a page with more than {most} {what}, which is more than is read. Print it anew, or leave it out."));
}
