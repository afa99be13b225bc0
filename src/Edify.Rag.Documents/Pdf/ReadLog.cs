namespace Edify.Rag.Documents.Pdf;

/// <summary>Passes on what is worth reporting.</summary>
internal sealed class ReadLog(IProgress<ReadEvent>? progress)
{
    public void Report(ReadEventKind kind, int page, string detail) => Report(new ReadEvent(kind, page, detail));

    public void Report(ReadEvent what) => progress?.Report(what);
}
