using Edify.Rag.Documents.Pdf;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>What reading a file gave.</summary>
internal sealed record PdfReadResult(List<DocumentElement> Elements, List<ReadEvent> Events)
{
    public string Text => string.Join('\n', Elements.Select(e => e.Text));

    public bool Reported(ReadEventKind kind) => Events.Exists(e => e.Kind == kind);
}

internal static class PdfReading
{
    public static Task<PdfReadResult> ReadAsync(MiniPdf pdf, params string[] passwords) => ReadAsync(pdf.Build(), passwords: passwords);

    public static async Task<PdfReadResult> ReadAsync(
        byte[] file, DocumentLimits? limits = null, string[]? passwords = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var result = new PdfReadResult([], []);
        var context = new DocumentContext { Name = "test.pdf", Limits = limits ?? new(), Passwords = passwords ?? [], Report = new Recorder(result.Events) };
        await foreach (var element in new PdfDocumentReader().Bounded(time).ReadAsync(new MemoryStream(file), context, cancellationToken))
            result.Elements.Add(element);
        return result;
    }

    private sealed class Recorder(List<ReadEvent> events) : IProgress<ReadEvent>
    {
        public void Report(ReadEvent value) => events.Add(value);
    }
}
