using System.Text;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;

namespace Edify.Rag.Benchmarks.Scenarios.Documents;

/// <summary>Whether headings, lists, code and quotes are those of the CommonMark specification.</summary>
internal static class MarkdownStructure
{
    public static async Task<Figure> RunAsync(string folder)
    {
        var examples = CommonMarkExample.Load(folder);
        var agreeing = 0;
        await using var reading = new Reading();
        foreach (var example in examples)
        {
            var elements = await reading.ReadAsync("example.md", new MemoryStream(Encoding.UTF8.GetBytes(example.Markdown))).ToListAsync();
            if (example.Agrees(elements)) agreeing++;
            else await Console.Error.WriteLineAsync($"CommonMark example {example.Number} ({example.Section}) is read otherwise.");
        }

        return Goals.AtLeast($"Markdown: share of {examples.Count} CommonMark examples whose structure agrees", "%", 100, 100.0 * agreeing / examples.Count);
    }
}
