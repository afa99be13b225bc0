using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Storage;

/// <summary>Ingestion from a blob store: memory, speed and disk at size, and what survives kills and faults.</summary>
internal sealed class StorageScenario : Scenario
{
    public override string Name => "storage";

    public override string Description => "Ingestion from Azure Blob Storage (Azurite) in a process of its own: 9 GB in fixed memory and without the disk, beside a bare download; 100 kills; faults on the connection; unchanged files. Four workers on PostgreSQL, one killed every few seconds.";

    public override bool HasScale => true;

    public override async IAsyncEnumerable<Figure> RunAsync(double scale)
    {
        var folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;
        try
        {
            await foreach (var figure in AtSizeAsync(folder, scale)) yield return figure;
            await foreach (var figure in DisturbedAsync(folder, scale)) yield return figure;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async IAsyncEnumerable<Figure> AtSizeAsync(string folder, double scale)
    {
        await using var servers = await MeasuredServers.StartAsync(Server.Azure);
        var azure = servers[Server.Azure];
        yield return await Unchanged.RunAsync(azure, folder, scale);
        yield return await NetworkBound.RunAsync(azure, folder, scale);
        await foreach (var figure in LargeRun.RunAsync(azure, folder, scale)) yield return figure;
    }

    // On servers of its own: Azurite clears away what was deleted in one go, and after gigabytes answers nobody for a minute.
    private static async IAsyncEnumerable<Figure> DisturbedAsync(string folder, double scale)
    {
        await using var servers = await MeasuredServers.StartAsync(Server.Azure, Server.Postgres);
        await foreach (var figure in Disturbances.DisturbAsync(servers[Server.Azure], Folder(folder, "faults"), scale)) yield return figure;
        yield return await Disturbances.KillAsync(Folder(folder, "kills"), scale);
        await foreach (var figure in SharedWork.RunAsync(servers[Server.Postgres], Folder(folder, "workers"), scale)) yield return figure;
    }

    private static string Folder(string parent, string name) => Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
}
