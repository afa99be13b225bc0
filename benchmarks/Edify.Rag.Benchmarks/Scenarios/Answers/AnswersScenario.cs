using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Answers;

/// <summary>What an answer costs besides the language model, and what is found for it.</summary>
internal sealed class AnswersScenario : Scenario
{
    public override string Name => "answers";

    public override string Description => "The question flow over 100,000 chunks without the language model's time, and what its searches find on judged collections.";

    public override bool HasScale => true;

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        var folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;
        try
        {
            await foreach (var figure in FlowOverhead.RunAsync(folder, scale)) yield return figure;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await foreach (var figure in JudgedPrecision.RunAsync()) yield return figure;
    }
}
