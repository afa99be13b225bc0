using System.Text.Encodings.Web;
using System.Text.Json;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Inspection;

/// <summary>Writes inspections as JSON objects, each with a line feed after it, as they go: a document is never held in memory.</summary>
internal sealed class InspectionJson(Stream output, bool isIndented) : IDisposable
{
    private const int MostPending = 1 << 16;

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    private static readonly InspectionResultJson Json = new(new(InspectionResultJson.Default.Options) { Encoder = Encoder });

    private readonly Utf8JsonWriter _writer = new(output, new JsonWriterOptions { Encoder = Encoder, Indented = isIndented, NewLine = "\n" });

    /// <summary>Inspects a file and writes its object. The object is whole even when the inspection is interrupted.</summary>
    public async Task<DocumentReport> WriteAsync(FileInspection inspection, string path, bool withChunks, CancellationToken cancellationToken)
    {
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString("name", path);
        _writer.WriteStartArray("elements");
        var report = new DocumentReport(path) { Error = InspectionResult.Interrupted };
        try
        {
            report = await inspection.InspectAsync(path, Write, onChunk: null, cancellationToken);
            if (withChunks) report = report with { Chunks = await WriteChunksAsync(inspection, path, cancellationToken) };
            return report;
        }
        finally
        {
            End(report);
        }
    }

    public void Dispose() => _writer.Dispose();

    // Two arrays of one object cannot be written side by side, and neither may be held: the file is read again.
    private async Task<long> WriteChunksAsync(FileInspection inspection, string path, CancellationToken cancellationToken)
    {
        _writer.WriteEndArray();
        _writer.WriteStartArray("chunks");
        return (await inspection.InspectAsync(path, onElement: null, Write, cancellationToken)).Chunks;
    }

    private void Write(DocumentElement element)
    {
        JsonSerializer.Serialize(_writer, new(element.Kind, element.Text, element.Page, element.Level), Json.InspectedElement);
        FlushIfFull();
    }

    private void Write(Chunk chunk)
    {
        var shown = new InspectedChunk(
            chunk.Ordinal, chunk.FirstPage, chunk.LastPage, chunk.Span.Start, chunk.Span.End, chunk.HeadingPath, chunk.TokenCount, chunk.Preface, chunk.Text);
        JsonSerializer.Serialize(_writer, shown, Json.InspectedChunk);
        FlushIfFull();
    }

    private void FlushIfFull()
    {
        StandardOutput.ThrowIfClosed();
        if (_writer.BytesPending > MostPending) _writer.Flush();
    }

    private void End(DocumentReport report)
    {
        _writer.WriteEndArray();
        using (var members = JsonSerializer.SerializeToDocument(InspectionResult.Of(report), Json.InspectionResult))
            foreach (var member in members.RootElement.EnumerateObject()) member.WriteTo(_writer);
        _writer.WriteEndObject();
        _writer.Flush();
        output.Write("\n"u8);
        output.Flush();
    }
}
