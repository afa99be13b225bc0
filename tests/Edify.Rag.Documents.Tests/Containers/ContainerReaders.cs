using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Documents.Tests.Containers;

/// <summary>The container readers as a pipeline has them, among all others.</summary>
internal static class ContainerReaders
{
    public static IDocumentReader Reader(Action<DocumentReaderOptions>? configure = null, IDocumentReader? first = null) => Find("zip/", configure, first);

    public static IDocumentReader Messages(Action<DocumentReaderOptions>? configure = null) => Find("eml/", configure, first: null);

    private static IDocumentReader Find(string fingerprint, Action<DocumentReaderOptions>? configure, IDocumentReader? first)
    {
        var builder = new TestRagBuilder("docs");
        if (first is not null) builder.Add<IDocumentReader>("first", _ => first);
        builder.UseDocumentReaders(configure);
        return builder.Services.BuildServiceProvider().GetRagAll<IDocumentReader>("docs").Single(r => r.Fingerprint.StartsWith(fingerprint, StringComparison.Ordinal));
    }
}
