using Edify.Rag.Documents.Pdf;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Tests.Pdf;

/// <summary>What reading a file gave.</summary>
internal sealed record PdfReadResult(List<DocumentElement> Elements, List<ReadEvent> Events)
{
    /// <summary>What the file said of itself.</summary>
    public DocumentInfo Info { get; set; } = new();

    public string Text => string.Join('\n', Elements.Select(e => e.Text));

    public bool Reported(ReadEventKind kind) => Events.Exists(e => e.Kind == kind);
}

internal static class PdfReading
{
    public static PdfBudget Budget(DocumentLimits? limits = null) => new(new DocumentContext { Name = "test.pdf", Limits = limits ?? new() }, default);

    public static Task<PdfReadResult> ReadAsync(MiniPdf pdf, params string[] passwords) => ReadAsync(pdf.Build(), passwords: passwords);

    public static Task<PdfReadResult> ReadAsync(
        byte[] file, DocumentLimits? limits = null, string[]? passwords = null, TimeProvider? time = null, IOcrEngine? ocr = null, CancellationToken cancellationToken = default) =>
        ReadAsync(new MemoryStream(file), null, limits, passwords, time, ocr, null, cancellationToken);

    public static async Task<PdfReadResult> ReadAsync(
        Stream file, Action<DocumentElement>? onElement = null, DocumentLimits? limits = null, string[]? passwords = null, TimeProvider? time = null, IOcrEngine? ocr = null, FetchSizes? sizes = null, CancellationToken cancellationToken = default)
    {
        var result = new PdfReadResult([], []);
        var context = new DocumentContext { Name = "test.pdf", Limits = limits ?? new(), Passwords = passwords ?? [], Report = new Recorder<ReadEvent>(result.Events.Add), Info = new Recorder<DocumentInfo>(info => result.Info = info) };
        await foreach (var element in new PdfDocumentReader(ocr, sizes).Bounded(time).ReadAsync(file, context, cancellationToken))
        {
            result.Elements.Add(element);
            onElement?.Invoke(element);
        }

        return result;
    }

    private sealed class Recorder<T>(Action<T> keep) : IProgress<T>
    {
        public void Report(T value) => keep(value);
    }
}
