using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Composition;

public class InspectionTests
{
    [Fact]
    public async Task Documents_are_inspected_under_the_limits_of_ingestion()
    {
        await using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag.Services.Configure<IngestionOptions>(rag.Name, o => o.MaxFileBytes = 10)).BuildServiceProvider();
        var report = await InspectAsync(services.GetRequiredService<IDocumentInspector>());
        Assert.Equal((DocumentFault.OverLimit, nameof(DocumentLimits.MaxFileBytes)), (report.Error!.Fault!.Value, report.Error.Limit));
    }

    [Fact]
    public async Task Each_pipeline_inspects_with_its_own_readers()
    {
        await using var services = new ServiceCollection()
            .AddEdifyRag()
            .AddEdifyRag("silent", rag => rag.Add<IDocumentReader>("silent", _ => new SilentReader()))
            .BuildServiceProvider();
        Assert.StartsWith("text/", (await InspectAsync(services.GetRag<IDocumentInspector>())).Reader, StringComparison.Ordinal);
        Assert.Equal("silent/1", (await InspectAsync(services.GetRag<IDocumentInspector>("silent"))).Reader);
    }

    private static Task<DocumentReport> InspectAsync(IDocumentInspector inspector) =>
        inspector.InspectAsync(new MemoryStream("The bell rings at eight."u8.ToArray()), new("bell.txt"), TestContext.Current.CancellationToken);

    private sealed class SilentReader : IDocumentReader
    {
        public string Fingerprint => "silent/1";

        public bool NeedsSeeking => false;

        public bool CanRead(DocumentProbe probe) => true;

        public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<DocumentElement>();
    }
}
