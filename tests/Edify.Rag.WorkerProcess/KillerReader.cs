using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Edify.Rag.WorkerProcess;

/// <summary>A reader that takes its process down with it.</summary>
internal sealed class KillerReader : IDocumentReader
{
    public string Fingerprint => "killer/1";

    public bool NeedsSeeking => false;

    public bool CanRead(DocumentProbe probe) => probe.Name == SharedSchool.Poison;

    public async IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Process.GetCurrentProcess().Kill();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        yield break;
    }
}
