using System.Globalization;
using Edify.Rag.Ingester.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Ingester.Work;

/// <summary>One run of the product's pipeline, as a host has it that changes nothing but the source.</summary>
internal static class Ingestion
{
    /// <summary>Says "started" when the run begins and, at its end, figures as <c>name=value</c> on one line.</summary>
    public static async Task RunAsync(IngesterCommand command)
    {
        using var moments = Moments.Open(command.State);
        await using var services = new ServiceCollection().AddLogging().AddEdifyRag(rag => Assemble(rag, command, moments)).BuildServiceProvider();
        var pipeline = services.GetRag<IIngestionPipeline>();
        Console.WriteLine("started");
        var report = await pipeline.RunAsync(Request(command));
        foreach (var issue in report.Failed) await Console.Error.WriteLineAsync($"failed: {issue.Name}: {issue.Reason}");
        Tell(("listed", report.Listed), ("ingested", report.Ingested), ("unchanged", report.Unchanged), ("removed", report.Removed),
            ("failed", report.Failed.Count), ("left", report.Failed.Concat(report.Quarantined).DistinctBy(d => d.Name).Count()), ("chunks", report.Chunks),
            ("seconds", report.Elapsed.TotalSeconds), ("transferred", moments.Bytes));
    }

    /// <summary>Says figures to the parent process.</summary>
    public static void Tell(params IEnumerable<(string Name, double Value)> figures) =>
        Console.WriteLine(string.Join(' ', figures.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name}={f.Value:R}"))));

    /// <summary>Connects to the container as the options of the command say.</summary>
    public static void Connect(AzureBlobStoreOptions options, IngesterCommand command)
    {
        options.ConnectionString = Environment.GetEnvironmentVariable(IngesterCommand.ConnectionVariable);
        options.Container = command.Container;
        if (command.PatienceSeconds > 0) options.RequestTimeout = TimeSpan.FromSeconds(command.PatienceSeconds);
    }

    private static void Assemble(IRagBuilder rag, IngesterCommand command, Moments moments)
    {
        rag.UseStateDirectory(command.State);
        if (command.Folder.Length > 0) rag.UseFolder(o => o.Path = command.Folder);
        else rag.UseAzureBlobs(o => Connect(o, command));
        rag.ConfigureIngestion(o => o.Parallelism = command.Parallelism);
        if (command.MaxAttempts > 0) rag.ConfigureIngestion(o => o.MaxAttempts = command.MaxAttempts);
        if (command.PatienceSeconds > 0) HaveLittlePatience(rag, TimeSpan.FromSeconds(command.PatienceSeconds));
        rag.Decorate<IBlobSource>("watched", (inner, _) => new WatchedSource(inner, moments));
        rag.Decorate<IVectorStore>("watched", (inner, _) => new WatchedStore(inner, moments));
        rag.Decorate<IIngestionLedger>("watched", (inner, _) => new WatchedLedger(inner, moments));
    }

    // As by default, but for times, so that a trial need not wait for what it provokes.
    private static void HaveLittlePatience(IRagBuilder rag, TimeSpan patience)
    {
        rag.ConfigureReading(o => o.StallTimeout = patience);
        rag.ConfigureIngestion(o => o.BaseDelay = patience / 10);
    }

    private static IngestionRequest Request(IngesterCommand command) =>
        new(IngesterCommand.Tenant) { Source = IngesterCommand.Source, RetryQuarantined = command.RetryQuarantined };
}
