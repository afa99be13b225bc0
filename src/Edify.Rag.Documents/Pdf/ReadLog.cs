namespace Edify.Rag.Documents.Pdf;

/// <summary>Passes on what is worth reporting, once the step in which it came up is done.</summary>
internal sealed class ReadLog(IProgress<ReadEvent>? progress)
{
    private readonly List<ReadEvent> _held = [];

    public void Report(ReadEventKind kind, int page, string detail) => Report(new ReadEvent(kind, page, detail));

    public void Report(ReadEvent what)
    {
        if (progress is not null) _held.Add(what);
    }

    /// <summary>Reports at once what stays true even if the step is done anew.</summary>
    public void ReportLasting(ReadEventKind kind, string detail) => progress?.Report(new ReadEvent(kind, 0, detail));

    /// <summary>Passes on what was reported.</summary>
    public void Flush()
    {
        foreach (var what in _held) progress!.Report(what);
        _held.Clear();
    }

    /// <summary>Drops what was reported, for the step is done anew.</summary>
    public void Discard() => _held.Clear();
}
