using System.Runtime.CompilerServices;

namespace Edify.Rag.Hosting.Tests.Ingestion;

/// <summary>Reaches the point at which a process would die, and stays there.</summary>
internal sealed class KillerReader : IDocumentReader
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Blocks { get; init; }

    public Task Reached => _reached.Task;

    public string Fingerprint => "killer/1";

    public bool NeedsSeeking => false;

    public bool CanRead(DocumentProbe probe) => probe.Name.EndsWith(".killer", StringComparison.Ordinal);

    public async IAsyncEnumerable<DocumentElement> ReadAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _reached.TrySetResult();
        if (Blocks) await Task.Delay(Timeout.Infinite, cancellationToken);
        yield return new(ElementKind.Paragraph, "It was read.");
    }
}
