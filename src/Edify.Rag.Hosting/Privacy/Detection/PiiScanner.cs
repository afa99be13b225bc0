namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Patterns, names and a host's own detectors, as one.</summary>
internal sealed class PiiScanner(Func<PiiDetectionOptions> options, Func<PiiDetectionOptions, IReadOnlyList<ISpanFinder>> finders, IReadOnlyList<IPiiDetector> others) : IPiiDetector
{
    private readonly Lock _lock = new();
    private volatile Made? _made;

    public IReadOnlyList<PiiSpan> Detect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0) return [];
        var found = new List<PiiSpan>();
        var folded = FoldedText.Of(text);
        foreach (var finder in Finders()) finder.Find(folded, found);
        foreach (var other in others) found.AddRange(other.Detect(text).Where(span => span.Start >= 0 && span.Length > 0 && span.End <= text.Length));
        return SpanResolution.Resolve(found);
    }

    // Made anew when the settings are others: the monitor gives the same object until they change.
    private IReadOnlyList<ISpanFinder> Finders()
    {
        var now = options();
        if (_made is { } made && ReferenceEquals(made.Options, now)) return made.Finders;
        lock (_lock)
        {
            if (_made is { } since && ReferenceEquals(since.Options, now)) return since.Finders;
            return (_made = new(now, finders(now))).Finders;
        }
    }

    private sealed record Made(PiiDetectionOptions Options, IReadOnlyList<ISpanFinder> Finders);
}
