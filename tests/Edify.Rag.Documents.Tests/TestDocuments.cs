using System.Text;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Tests;

/// <summary>What tests of readers share.</summary>
internal static class TestDocuments
{
    public static Task<List<DocumentElement>> ReadAsync(this IDocumentReader reader, string text) => reader.ReadAsync(Encoding.UTF8.GetBytes(text));

    public static async Task<List<DocumentElement>> ReadAsync(this IDocumentReader reader, byte[] bytes, DocumentContext? context = null)
    {
        using var stream = new MemoryStream(bytes);
        using var safety = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await reader.ReadAsync(stream, context ?? new DocumentContext { Name = "test" }, safety.Token).ToListAsync(safety.Token);
    }

    public static IDocumentReader Bounded(this IDocumentReader reader, TimeProvider? time = null) =>
        new BoundedDocumentReader(reader, time ?? TimeProvider.System);

    public static DocumentProbe Probe(string name, byte[] head, string? contentType = null) => new(name, contentType, head);

    public static DocumentProbe Probe(string name, string head, string? contentType = null) => Probe(name, Encoding.UTF8.GetBytes(head), contentType);
}

/// <summary>Keeps what a reader reports.</summary>
internal sealed class ReportedEvents : IProgress<ReadEvent>
{
    public List<ReadEvent> Events { get; } = [];

    public void Report(ReadEvent value) => Events.Add(value);
}

/// <summary>Keeps what documents say of themselves.</summary>
internal sealed class ReportedInfo : IProgress<DocumentInfo>
{
    public List<DocumentInfo> Values { get; } = [];

    public void Report(DocumentInfo value) => Values.Add(value);
}
