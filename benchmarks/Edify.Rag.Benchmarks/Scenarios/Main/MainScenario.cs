using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Main;

/// <summary>What the first page of the documentation promises.</summary>
internal sealed class MainScenario : Scenario
{
    public override string Name => "main";

    public override string Description => "The embedded defaults: speed of exact search, time to open and to the first answer, memory of ingestion.";

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        var folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;
        try
        {
            var store = Directory.CreateDirectory(Path.Combine(folder, "store")).FullName;
            await ChildProcess.RunAsync(store, cores: null, SyntheticStore.Work);
            yield return await ExactSearch.RunAsync(store);
            yield return await StoreOpening.RunAsync(store);

            var school = Path.Combine(folder, "school");
            yield return await IngestionMemory.RunAsync(small: Path.Combine(folder, "small"), large: school);
            yield return await FirstAnswer.RunAsync(school);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
