using Edify.Rag.Storage.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.Tests.Ranged;

public sealed class RangedReadOptionsTests
{
    public static TheoryData<string, Action<RangedReadOptions>> Wrong { get; } = new()
    {
        { "BlockBytes is 100", o => o.BlockBytes = 100 },
        { "CacheBytes is 5242880", o => o.CacheBytes = 5 << 20 },
        { "CacheBytes is 8589934592", o => o.CacheBytes = 8L << 30 },
        { "ReadAheadBlocks is -1", o => o.ReadAheadBlocks = -1 },
        { "MaxRetries is 21", o => o.MaxRetries = 21 },
        { "RetryDelay is 00:01:00", o => o.RetryDelay = TimeSpan.FromMinutes(1) },
        { "MaxRetryDelay is 1.00:00:00", o => o.MaxRetryDelay = TimeSpan.FromDays(1) },
        { "StallTimeout is 00:00:00", o => o.StallTimeout = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_cannot_work_is_named(string named, Action<RangedReadOptions> change)
    {
        var builder = new TestRagBuilder();
        builder.ConfigureReading(change);
        using var services = builder.Services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptionsMonitor<RangedReadOptions>>().Get(builder.Name));
        Assert.Contains($"Reading: {named}; it must be", error.Message, StringComparison.Ordinal);

        var options = new RangedReadOptions();
        change(options);
        var blob = await new InMemoryBlobStore("test", TimeProvider.System).UploadAsync("a", new MemoryStream());
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => new InMemoryBlobStore("test", TimeProvider.System).OpenSeekableAsync(blob, options));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_call_adds_to_those_before()
    {
        var builder = new TestRagBuilder();
        builder.ConfigureReading(o => o.ReadAheadBlocks = 2).ConfigureReading(o => o.MaxRetries = 1);
        using var services = builder.Services.BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<RangedReadOptions>>().Get(builder.Name);
        Assert.Equal((2, 1, 1 << 20, 16L << 20), (options.ReadAheadBlocks, options.MaxRetries, options.BlockBytes, options.CacheBytes));
    }
}
