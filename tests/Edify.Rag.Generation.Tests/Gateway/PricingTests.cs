using Edify.Rag.Generation.Gateway;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Tests.Gateway;

public sealed class PricingTests
{
    private static readonly ModelPrice[] Prices =
    [
        new() { Model = "gpt-4o", Input = 2.5m, Output = 10m, CachedInput = 1.25m },
        new() { Model = "gpt-4o-mini", Input = 0.15m, Output = 0.6m },
        new() { Model = "llama3", Input = 1, Output = 1 },
    ];

    [Theory]
    [InlineData("gpt-4o", 12.5)]
    [InlineData("GPT-4o", 12.5)]
    [InlineData("gpt-4o-2024-08-06", 12.5)]
    [InlineData("gpt-4o-mini", 0.75)]
    [InlineData("gpt-4o-mini-2024-07-18", 0.75)]
    [InlineData("llama3:8b", 2)]
    public void A_price_is_also_for_versions_of_its_model(string model, double expected) =>
        Assert.Equal((decimal)expected, Cost(model, new() { InputTokenCount = 1_000_000, OutputTokenCount = 1_000_000 }));

    [Theory]
    [InlineData("gpt-4omni")]
    [InlineData("gpt-4")]
    [InlineData("")]
    [InlineData(null)]
    public void Without_a_price_there_is_no_cost(string? model) => Assert.Null(Cost(model, new() { InputTokenCount = 1, OutputTokenCount = 1 }));

    [Fact]
    public void Tokens_from_the_cache_have_their_own_price()
    {
        Assert.Equal(1.25m + 1.25m, Cost("gpt-4o", new() { InputTokenCount = 1_500_000, CachedInputTokenCount = 1_000_000, OutputTokenCount = 0 }));
        Assert.Equal(0.15m, Cost("gpt-4o-mini", new() { InputTokenCount = 1_000_000, CachedInputTokenCount = 1_000_000, OutputTokenCount = 0 }));
    }

    [Fact]
    public void Tokens_that_are_not_known_cost_nothing_known() => Assert.Null(Cost("gpt-4o", new() { InputTokenCount = 1 }));

    [Fact]
    public void The_most_precise_name_that_has_a_price_counts() =>
        Assert.Equal(1m, ModelPricing.CostOf(Prices, ["unknown", "llama3"], new() { InputTokenCount = 1_000_000, OutputTokenCount = 0 }));

    private static decimal? Cost(string? model, UsageDetails usage) => ModelPricing.CostOf(Prices, [model], usage);
}
