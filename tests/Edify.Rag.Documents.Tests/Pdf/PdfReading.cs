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
    public static PdfBudget Budget(DocumentLimits? limits = null) => new(new DocumentContext { Name = "test.pdf", Limits = limits ?? new() }, default);

    public static Task<PdfReadResult> ReadAsync(MiniPdf pdf, params string[] passwords) => ReadAsync(pdf.Build(), passwords: passwords);

    public static Task<PdfReadResult> ReadAsync(
        byte[] file, DocumentLimits? limits = null, string[]? passwords = null, TimeProvider? time = null, CancellationToken cancellationToken = default) =>
        ReadAsync(new MemoryStream(file), null, limits, passwords, time, cancellationToken);

    public static async Task<PdfReadResult> ReadAsync(
        Stream file, Action<DocumentElement>? onElement = null, DocumentLimits? limits = null, string[]? passwords = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var result = new PdfReadResult([], []);
        var context = new DocumentContext { Name = "test.pdf", Limits = limits ?? new(), Passwords = passwords ?? [], Report = new Recorder(result.Events) };
        await foreach (var element in new PdfDocumentReader().Bounded(time).ReadAsync(file, context, cancellationToken))
        {
            result.Elements.Add(element);
            onElement?.Invoke(element);
        }

        return result;
    }

    private sealed class Recorder(List<ReadEvent> events) : IProgress<ReadEvent>
    {
        public void Report(ReadEvent value) => events.Add(value);
    }
}
