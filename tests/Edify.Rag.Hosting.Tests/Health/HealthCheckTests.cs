using Edify.Rag.Hosting.Tests.Startup;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Edify.Rag.Hosting.Tests.Health;

public sealed class HealthCheckTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_pipeline_that_works_is_healthy_in_all_its_parts()
    {
        var report = await ReportAsync(_ => { });

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(["edify-rag models", "edify-rag source", "edify-rag state", "edify-rag vectors"], report.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(report.Entries.Values, e => Assert.Equal(["edify-rag", "ready"], e.Tags));
    }

    [Fact]
    public async Task A_store_that_fails_makes_it_unhealthy_and_tells_why()
    {
        var report = await ReportAsync(rag => Odd(rag, _ => throw new VectorStoreException("s", "", "check", "The server is too old; update it.")));

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal((HealthStatus.Unhealthy, "The server is too old; update it."), (report.Entries["edify-rag vectors"].Status, report.Entries["edify-rag vectors"].Description));
        Assert.Equal(HealthStatus.Healthy, report.Entries["edify-rag state"].Status);
    }

    [Fact]
    public async Task What_only_ingestion_needs_degrades()
    {
        var report = await ReportAsync(rag => rag.UseFolder(o => o.Path = Path.Combine(_directory.Path, "nowhere")));

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal(HealthStatus.Degraded, report.Entries["edify-rag source"].Status);
    }

    [Fact]
    public async Task A_check_that_never_ends_is_given_up()
    {
        var report = await ReportAsync(rag => Odd(rag, _ => new TaskCompletionSource().Task), TimeSpan.FromMilliseconds(50));

        Assert.Equal("The vector store did not answer within 0.05 s.", report.Entries["edify-rag vectors"].Description);
    }

    [Fact]
    public async Task Nothing_of_a_providers_error_is_handed_out()
    {
        var report = await ReportAsync(rag => Odd(rag, _ => throw new HttpRequestException("https://x?key=secret")));

        var entry = report.Entries["edify-rag vectors"];
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.DoesNotContain("secret", entry.Description, StringComparison.Ordinal);
        Assert.Null(entry.Exception);
    }

    [Fact]
    public async Task A_language_model_that_is_left_alone_makes_it_degraded()
    {
        using var broken = new ScriptedChatClient([], new HttpRequestException(HttpRequestError.ConnectionError));
        var services = new ServiceCollection().AddLogging().AddEdifyRag(rag => rag
            .UseInMemoryBlobs().UseStateDirectory(_directory.Path)
            .UseChat(_ => broken, "a", o => (o.MinThroughput, o.MaxRetries) = (2, 0)));
        services.AddHealthChecks().AddEdifyRag();
        await using var provider = services.BuildServiceProvider();
        var model = provider.GetRag<IChatClient>();
        for (var i = 0; i < 2; i++) await Assert.ThrowsAsync<RagOutageException>(() => model.GetResponseAsync("Why?"));

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal("Too many calls failed of 'a'; nobody calls it for a while.", report.Entries["edify-rag models"].Description);
    }

    [Fact]
    public async Task Named_pipelines_have_checks_of_their_own()
    {
        var services = new ServiceCollection().AddLogging()
            .AddEdifyRag(rag => rag.UseInMemoryBlobs().UseStateDirectory(_directory["a"]))
            .AddEdifyRag("sop", rag => rag.UseInMemoryBlobs().UseStateDirectory(_directory["b"]));
        services.AddHealthChecks().AddEdifyRag().AddEdifyRag("sop");
        await using var provider = services.BuildServiceProvider();

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(8, report.Entries.Count);
        Assert.Contains("edify-rag vectors sop", report.Entries);
    }

    [Fact]
    public void A_check_without_time_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddHealthChecks().AddEdifyRag(timeout: TimeSpan.Zero));

    private static void Odd(IRagBuilder rag, Func<CancellationToken, Task> check) =>
        rag.Decorate<IVectorStore>("odd", (inner, _) => new OddStore(inner) { Check = check });

    private async Task<HealthReport> ReportAsync(Action<IRagBuilder> configure, TimeSpan? timeout = null)
    {
        var services = new ServiceCollection().AddLogging().AddEdifyRag(rag =>
        {
            rag.UseInMemoryBlobs().UseStateDirectory(_directory.Path);
            configure(rag);
        });
        services.AddHealthChecks().AddEdifyRag(timeout: timeout ?? TimeSpan.FromMinutes(1), tags: "ready");
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
    }
}
