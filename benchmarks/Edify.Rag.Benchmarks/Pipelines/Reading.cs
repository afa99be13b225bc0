using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Benchmarks.Pipelines;

/// <summary>Reads files as ingestion does: with the reader that takes them.</summary>
internal sealed class Reading : IAsyncDisposable
{
    private const int ProbeLength = 4096;

    private readonly ServiceProvider _services = RagHost.Create();
    private readonly IReadOnlyList<IDocumentReader> _readers;

    public Reading() => _readers = _services.GetRagAll<IDocumentReader>();

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="DocumentReadException">No reader takes it, or the one that does refuses it.</exception>
    public async IAsyncEnumerable<DocumentElement> ReadAsync(string name, Stream content, string password = "")
    {
        var head = new byte[ProbeLength];
        var probe = new DocumentProbe(name, null, head.AsMemory(0, await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false)));
        content.Position = 0;
        var reader = _readers.FirstOrDefault(r => r.CanRead(probe)) ?? throw new DocumentReadException(name, DocumentFault.Unsupported, "No reader takes it.");
        var context = new DocumentContext { Name = name, Passwords = password.Length > 0 ? [password] : [] };
        await foreach (var element in reader.ReadAsync(content, context)) yield return element;
    }

    /// <summary>The text of a file, element by element, running heads included.</summary>
    public async Task<string> ReadTextAsync(string name, byte[] content, string password = "")
    {
        var text = new StringBuilder();
        await foreach (var element in ReadAsync(name, new MemoryStream(content), password)) text.Append(element.Text).Append('\n');
        return text.ToString();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
