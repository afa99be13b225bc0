using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class IngestionOptionsTests
{
    [Fact]
    public void Every_option_can_be_set_by_configuration()
    {
        var settings = new Dictionary<string, string?>
        {
            ["EdifyRag:Ingestion:EmbeddingParallelism"] = "5",
            ["EdifyRag:Ingestion:WriteParallelism"] = "6",
            ["EdifyRag:Ingestion:MaxBatchDelay"] = "00:00:01",
            ["EdifyRag:Ingestion:MaxRetries"] = "7",
            ["EdifyRag:Ingestion:BaseDelay"] = "00:00:02",
            ["EdifyRag:Ingestion:MaxDelay"] = "00:00:10",
            ["EdifyRag:Ingestion:MaxRetryAfter"] = "00:01:00",
            ["EdifyRag:Ingestion:MaxAttempts"] = "4",
        };
        using var services = new ServiceCollection()
            .AddEdifyRag(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("EdifyRag")).BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<IngestionOptions>>().Get(RagServices.DefaultName);
        Assert.Equal((5, 6, 7, 4), (options.EmbeddingParallelism, options.WriteParallelism, options.MaxRetries, options.MaxAttempts));
        Assert.Equal(
            [1, 2, 10, 60],
            new[] { options.MaxBatchDelay, options.BaseDelay, options.MaxDelay, options.MaxRetryAfter }.Select(t => t.TotalSeconds));
    }

    [Theory]
    [InlineData(nameof(IngestionOptions.EmbeddingParallelism))]
    [InlineData(nameof(IngestionOptions.WriteParallelism))]
    [InlineData(nameof(IngestionOptions.MaxBatchDelay))]
    [InlineData(nameof(IngestionOptions.MaxRetries))]
    [InlineData(nameof(IngestionOptions.BaseDelay))]
    [InlineData(nameof(IngestionOptions.MaxRetryAfter))]
    [InlineData(nameof(IngestionOptions.MaxAttempts))]
    public void A_value_out_of_range_is_named(string key)
    {
        var options = new IngestionOptions();
        var property = typeof(IngestionOptions).GetProperty(key)!;
        property.SetValue(options, property.PropertyType == typeof(int) ? -1 : TimeSpan.FromSeconds(-1));
        var result = new IngestionOptionsValidator().Validate(null, options);
        Assert.Contains($"Ingestion: {key} is -", result.FailureMessage, StringComparison.Ordinal);
        Assert.True(new IngestionOptionsValidator().Validate(null, new()).Succeeded);
    }
}
