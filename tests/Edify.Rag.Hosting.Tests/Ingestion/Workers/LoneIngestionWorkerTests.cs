using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

public sealed class LoneIngestionWorkerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_host_on_embedded_parts_ingests_by_itself_again_and_again()
    {
        Directory.CreateDirectory(_directory["content"]);
        await File.WriteAllTextAsync(_directory["content/a.txt"], "The school opens at eight.", TestContext.Current.CancellationToken);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddEdifyRag(rag => rag.UseFolder(o => o.Path = _directory["content"]).UseStateDirectory(_directory["state"]))
            .AddEdifyRagIngestionWorker(o => o.Interval = TimeSpan.FromSeconds(1));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var worker = host.Services.GetRequiredService<IIngestionWorker>();

        await UntilAsync(() => worker.Status.LastReport is { Ingested: 1 });
        await File.WriteAllTextAsync(_directory["content/b.txt"], "It closes at four.", TestContext.Current.CancellationToken);
        await UntilAsync(() => worker.Status.LastReport is { Ingested: 1, Unchanged: 1 });
        Assert.True(worker.Status.IsHealthy);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(20, TestContext.Current.CancellationToken);
    }
}
