using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.WorkerProcess;

/// <summary>A folder of files, ingested by any number of processes into one schema of a PostgreSQL server.</summary>
public sealed record SharedSchool(string Folder, string Schema, string ConnectionString)
{
    public const string Server = "EDIFY_WORKER_POSTGRES";
    public const string Tenant = "school-1";
    public const string Source = "school";

    /// <summary>Files of this name end each process that reads them.</summary>
    public const string Poison = "poison.txt";

    /// <summary>So short that what a killed worker left is taken within the test, and long enough for a busy machine.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(4);

    /// <summary>Tries of a file before it is quarantined. One that is being processed when its worker is killed has lost one, whoever killed it.</summary>
    public int MaxAttempts { get; init; } = 3;

    public static AccessScope Everything { get; } = AccessScope.ForSystem(Tenant, "worker tests");

    /// <summary>What a worker process consists of.</summary>
    /// <param name="configure">Changes the pipeline, on top of all else.</param>
    public ServiceProvider Services(Action<IRagBuilder>? configure = null) => new ServiceCollection()
        .AddEdifyRag(rag =>
        {
            rag
                .UseFolder(o => o.Path = Folder)
                .Add<IDocumentReader>("killer", _ => new KillerReader())
                .UseDocumentReaders()
                .UsePostgresState(o => (o.ConnectionString, o.Schema) = (ConnectionString, Schema))
                .Use<IVectorStore>("table", _ => new TableVectorStore(ConnectionString, Schema) { Pace = TimeSpan.FromMilliseconds(25) })
                .ConfigureIngestion(Configure);
            configure?.Invoke(rag);
        })
        .AddEdifyRagIngestionWorker(o =>
        {
            (o.Tenant, o.Source, o.Lease) = (Tenant, Source, Lease);
            (o.Concurrency, o.Interval) = (8, TimeSpan.FromSeconds(3));
            (o.PollInterval, o.RetryDelay) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        })
        .BuildServiceProvider();

    /// <summary>What the same folder gives when one undisturbed run ingests it into a directory.</summary>
    public async Task<SortedSet<string>> UndisturbedAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag
                .UseFolder(o => o.Path = Folder)
                .Add<IDocumentReader>("killer", _ => new KillerReader())
                .UseDocumentReaders()
                .UseStateDirectory(stateDirectory)
                .ConfigureIngestion(Configure))
            .BuildServiceProvider();
        var report = await services.GetRequiredService<IIngestionPipeline>().RunAsync(new(Tenant) { Source = Source }, null, cancellationToken);
        return report.Failed.Count == 0
            ? await ContentAsync(services.GetRag<IVectorStore>())
            : throw new InvalidOperationException($"The undisturbed run failed: {report.Failed[0].Reason}");
    }

    public void WriteFiles(int count)
    {
        Directory.CreateDirectory(Folder);
        for (var i = 0; i < count; i++)
        {
            var lines = Enumerable.Range(0, 3 + i % 5).Select(line => $"Paragraph {line} of notice {i}: {string.Join(' ', Enumerable.Repeat($"word{i % 97} school{line}", 30))}.");
            File.WriteAllText(Path.Combine(Folder, $"notice-{i:0000}.txt"), string.Join("\n\n", lines));
        }
    }

    /// <summary>A line for each record of a store: all there is to know of it but its vector.</summary>
    public static async Task<SortedSet<string>> ContentAsync(IVectorStore store)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var record in store.ScanAsync("documents", Everything))
        {
            var fields = record.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={(f.Value.Items is { } items ? string.Join('|', items) : f.Value)}");
            lines.Add($"{record.Id} {record.Text} {string.Join(';', fields)}");
        }

        return lines;
    }

    private void Configure(IngestionOptions options)
    {
        (options.Parallelism, options.BatchSize, options.MaxAttempts) = (2, 16, MaxAttempts);
        (options.MaxBatchDelay, options.BaseDelay) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));
    }
}
