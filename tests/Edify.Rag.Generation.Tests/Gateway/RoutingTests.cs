using Edify.Rag.Shared.Language;
using Microsoft.Extensions.AI;
using static Edify.Rag.Generation.Tests.Gateway.ScriptedModel;

namespace Edify.Rag.Generation.Tests.Gateway;

public sealed class RoutingTests
{
    [Fact]
    public async Task Long_prompts_go_another_way()
    {
        using var gateway = Open(new ChatRoute { MinCharacters = 50, Models = { "second" } });

        Assert.Equal("first", await RouteAsync(gateway, "Why?"));
        Assert.Equal("second", await RouteAsync(gateway, new('x', 50)));
    }

    [Fact]
    public async Task Short_prompts_go_another_way()
    {
        using var gateway = Open(new ChatRoute { MaxCharacters = 49, Models = { "third" } });

        Assert.Equal("third", await RouteAsync(gateway, new('x', 49)));
        Assert.Equal("first", await RouteAsync(gateway, new('x', 50)));
    }

    [Theory]
    [InlineData("north", ModelCall.Answering, QuestionKind.Complex, "second")]
    [InlineData("north", ModelCall.Answering, QuestionKind.Factual, "first")]
    [InlineData("north", ModelCall.Rewriting, QuestionKind.Complex, "first")]
    [InlineData("south", ModelCall.Answering, QuestionKind.Complex, "first")]
    public async Task A_route_holds_where_all_its_conditions_hold(string tenant, string purpose, QuestionKind kind, string expected)
    {
        using var gateway = Open(new ChatRoute { Tenants = { "north" }, Purposes = { "answer" }, Kinds = { QuestionKind.Complex }, Models = { "second" } });

        Assert.Equal(expected, await RouteAsync(gateway, "Why?", new ModelCall(tenant, purpose) { Kind = kind }.ToOptions()));
        Assert.Equal("first", await RouteAsync(gateway, "Why?"));
    }

    [Fact]
    public async Task The_first_route_that_fits_decides()
    {
        using var gateway = Open(new ChatRoute { Models = { "third" } }, new ChatRoute { Models = { "second" } });

        Assert.Equal("third", await RouteAsync(gateway, "Why?"));
    }

    [Fact]
    public async Task Others_follow_those_of_a_route_unless_it_says_only()
    {
        using var gateway = Open(new ChatRoute { Models = { "second" } });
        gateway.Limits("second").Enabled = false;
        Assert.Equal("first", await RouteAsync(gateway, "Why?"));

        gateway.Options.Routes[0].Only = true;

        var heard = await gateway.HearAsync("Why?");
        Assert.Equal("No language model answered. 'second' is switched off.", Assert.IsType<RagOutageException>(heard.Error).Message);
    }

    [Fact]
    public async Task The_cheapest_model_goes_first_where_a_route_says_so()
    {
        using var gateway = Open(new ChatRoute { CheapestFirst = true });
        foreach (var (model, price) in new[] { ("m1", 3m), ("m2", 1m), ("m3", 2m) }) gateway.Options.Prices.Add(new() { Model = model, Input = price, Output = price });

        Assert.Equal("second", await RouteAsync(gateway, "Why?"));
        gateway.Options.Prices[1].Output = 5;
        Assert.Equal("third", await RouteAsync(gateway, "Why?"));
    }

    [Fact]
    public async Task A_model_that_costs_too_much_is_left_out()
    {
        using var gateway = Open(new ChatRoute { MaxCost = TokenEstimate.Of("Why?") });
        gateway.Options.Prices.Add(new() { Model = "m1", Input = 1_000_000 });

        Assert.Equal("first", await RouteAsync(gateway, "Why?"));
        Assert.Equal("second", await RouteAsync(gateway, "Why is the sky blue?"));
    }

    [Fact]
    public async Task Routes_that_leave_nobody_are_named_as_the_reason()
    {
        using var gateway = Open(new ChatRoute { MaxCost = 0 });
        foreach (var model in new[] { "m1", "m2", "m3" }) gateway.Options.Prices.Add(new() { Model = model, Input = 1 });

        Assert.Contains("check ChatGatewayOptions.Routes", (await gateway.HearAsync()).Error!.Message, StringComparison.Ordinal);
    }

    private static TestGateway Open(params ChatRoute[] routes)
    {
        var gateway = new TestGateway([.. Enumerable.Range(1, 3).Select(i => new ScriptedModel(Says("Fifty.")) { Id = $"m{i}" })]);
        foreach (var route in routes) gateway.Options.Routes.Add(route);
        return gateway;
    }

    private static async Task<string> RouteAsync(TestGateway gateway, string question, ChatOptions? options = null) => (await gateway.HearAsync(question, options)).Report.Provider;
}
