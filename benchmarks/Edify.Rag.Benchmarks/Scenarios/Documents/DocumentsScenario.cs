using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>What the readers get out of files that nobody here wrote, how fast, and in how much memory.</summary>
internal sealed class DocumentsScenario : Scenario
{
    public override string Name => "documents";

    public override string Description => "Readers over the conformance files, beside pdftotext where it is installed: what they read, its words and structure, speed, memory; and chunkers: speed, allocations, and what is found of their chunks beside those of splitters like the published ones.";

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        var (pdf, html, commonMark, docx) = (Folder("pdf"), Folder("html-articles"), Folder("commonmark"), Folder("docx"));
        foreach (var figure in await PdfCorpusReading.RunAsync(pdf)) yield return figure;
        await foreach (var figure in PdfSpeed.RunAsync(pdf)) yield return figure;
        yield return await PdfMemory.RunAsync();
        yield return await HtmlArticles.RunAsync(html);
        yield return await MarkdownStructure.RunAsync(commonMark);
        yield return await DocxFiles.RunAsync(docx);
        await foreach (var figure in ChunkingFigures.RunAsync(Folder("chunking"))) yield return figure;
    }

    private static string Folder(string name) => ConformanceFiles.Find(name) ?? throw new DirectoryNotFoundException(
        $"The conformance data '{name}' is not here. Put it in ../shared/conformance beside the repository, or name its folder in {ConformanceFiles.Variable}.");
}
