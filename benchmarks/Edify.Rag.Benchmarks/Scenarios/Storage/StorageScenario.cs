using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>Ingestion from a blob store: memory, speed and disk at size, and what survives kills and faults.</summary>
internal sealed class StorageScenario : Scenario
{
    public override string Name => "storage";

    public override string Description => "Ingestion from Azure Blob Storage (Azurite) in a process of its own: 3 GB in fixed memory and without the disk, beside a bare download; 100 kills; faults on the connection; unchanged files.";

    public override bool HasScale => true;

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        var folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;
        try
        {
            await using var azure = await AzureServer.StartAsync();
            yield return await Unchanged.RunAsync(azure.Connection, folder, scale);
            yield return await NetworkBound.RunAsync(azure.Connection, folder, scale);
            await foreach (var figure in LargeRun.RunAsync(azure.Connection, folder, scale)) yield return figure;
            await foreach (var figure in Disturbances.DisturbAsync(azure.Connection, Folder(folder, "faults"), scale)) yield return figure;
            yield return await Disturbances.KillAsync(Folder(folder, "kills"), scale);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Folder(string parent, string name) => Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
}
