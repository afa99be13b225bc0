using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Ingestion.Workers;

public class WorkerOptionsTests
{
    [Fact]
    public void Every_option_can_be_set_by_configuration()
    {
        var options = Read(new()
        {
            ["Tenant"] = "t", ["Prefix"] = "p/", ["Source"] = "s", ["Mode"] = "Alone", ["Roles"] = "Worker", ["Interval"] = "01:00:00", ["DailyAt"] = "02:30",
            ["Jitter"] = "00:01:00", ["Lease"] = "00:00:30", ["Concurrency"] = "4", ["PollInterval"] = "00:00:05", ["RetryDelay"] = "00:00:07",
        });
        Assert.Equal(("t", "p/", "s", 4), (options.Tenant, options.Prefix, options.Source, options.Concurrency));
        Assert.Equal((IngestionWorkerMode.Alone, IngestionWorkerRoles.Worker, new TimeOnly(2, 30)), (options.Mode, options.Roles, options.DailyAt));
        Assert.Equal([3600, 60, 30, 5, 7], new[] { options.Interval, options.Jitter, options.Lease, options.PollInterval, options.RetryDelay }.Select(t => t.TotalSeconds));
    }

    [Theory]
    [InlineData("Mode", "7")]
    [InlineData("Roles", "0")]
    [InlineData("Roles", "4")]
    [InlineData("Interval", "00:00:00.5")]
    [InlineData("Jitter", "2.00:00:00")]
    [InlineData("Lease", "00:00:00")]
    [InlineData("Concurrency", "0")]
    [InlineData("PollInterval", "00:00:00")]
    [InlineData("RetryDelay", "02:00:00")]
    public void A_value_out_of_range_is_named_with_what_is_accepted(string key, string value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(new() { [key] = value }));
        Assert.StartsWith($"Worker: {key} is ", error.Message, StringComparison.Ordinal);
    }

    private static IngestionWorkerOptions Read(Dictionary<string, string?> settings)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => $"EdifyRag:Worker:{s.Key}", s => s.Value)).Build().GetSection("EdifyRag");
        using var services = new ServiceCollection().AddEdifyRag(section).AddEdifyRagIngestionWorker().BuildServiceProvider();
        return services.GetRequiredService<IOptionsMonitor<IngestionWorkerOptions>>().Get(RagServices.DefaultName);
    }
}
