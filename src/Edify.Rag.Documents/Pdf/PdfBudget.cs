namespace Edify.Rag.Documents.Pdf;

/// <summary>Bounds what reading one file may cost; exceeding a limit ends the reading with an error that names it.</summary>
internal sealed class PdfBudget(DocumentContext context, TimeProvider time, CancellationToken cancellationToken)
{
    /// <summary>Operators of one page, its forms included; the most crowded maps hold a tenth of it.</summary>
    public const int MaxOperatorsPerPage = 20_000_000;

    /// <summary>Glyphs of one page; a densely printed newspaper page holds fifty thousand.</summary>
    public const int MaxGlyphsPerPage = 500_000;

    /// <summary>Bytes of one stream; what lies beyond is not read.</summary>
    public const int MaxStreamBytes = 256 << 20;

    private readonly long _started = time.GetTimestamp();
    private long _inflated;

    /// <summary>Observes cancellation and the time limit.</summary>
    public void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(_started) > context.Limits.MaxDuration)
            throw Over(nameof(DocumentLimits.MaxDuration), $"reading takes longer than {context.Limits.MaxDuration}");
    }

    /// <summary>Counts bytes that a filter has produced.</summary>
    public void AddInflated(int bytes)
    {
        _inflated += bytes;
        if (_inflated > context.Limits.MaxInflatedBytes)
            throw Over(nameof(DocumentLimits.MaxInflatedBytes), $"its streams hold more than {context.Limits.MaxInflatedBytes} bytes");
        Check();
    }

    /// <summary>Refuses a file that is too large.</summary>
    public void CheckFile(long bytes)
    {
        if (bytes > context.Limits.MaxFileBytes)
            throw Over(nameof(DocumentLimits.MaxFileBytes), $"it has {bytes} bytes, {context.Limits.MaxFileBytes} are allowed");
    }

    public DocumentReadException OverPage(string limit, int most) => Over(limit, $"one of its pages needs more than {most}");

    private DocumentReadException Over(string limit, string what) => new(
        context.Name, DocumentFault.OverLimit, $"'{context.Name}' is over the limit {limit}: {what}. Raise the limit or leave the file out.");
}
