using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>Reads lines, and breaks where it is told to.</summary>
internal sealed class BreakableReader : IDocumentReader
{
    public int FailsAfter { get; set; } = int.MaxValue;

    public string Fingerprint { get; init; } = "breakable/1";

    public bool NeedsSeeking => false;

    public bool CanRead(DocumentProbe probe) => probe.Name.EndsWith(".lines", StringComparison.Ordinal);

    public async IAsyncEnumerable<DocumentElement> ReadAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(content, leaveOpen: true);
        var start = 0;
        for (var i = 0; await reader.ReadLineAsync(cancellationToken) is { } line; i++)
        {
            if (i == FailsAfter) throw new DocumentReadException(context.Name, DocumentFault.Damaged, $"Line {i} is damaged.");
            yield return new(ElementKind.Paragraph, line) { Start = start };
            start += line.Length + 1;
        }
    }
}
