using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Edify.Rag.Generation.Tests.Gateway.ScriptedModel;

namespace Edify.Rag.Generation.Tests.Gateway;

public sealed class GatewayVerbTests
{
    [Fact]
    public async Task One_model_without_limits_is_called_as_it_is()
    {
        var model = new ScriptedModel(Says("Fifty."));
        var builder = new TestRagBuilder();
        builder.UseChat(_ => model);
        await using var services = builder.Services.BuildServiceProvider();

        Assert.Same(model, services.GetRag<IChatClient>());
    }

    [Fact]
    public async Task Several_models_are_asked_in_the_order_of_their_calls()
    {
        var builder = new TestRagBuilder("sop");
        builder.UseChat(_ => new ScriptedModel(Says()), "a").UseChat(_ => new ScriptedModel(Says("Fifty.")), "b", o => o.MaxRetries = 0);
        await using var services = builder.Services.BuildServiceProvider();

        var client = services.GetRag<IChatClient>("sop");
        var response = await client.GetResponseAsync("What is the late fee?");

        Assert.Equal(("Fifty.", "b"), (response.Text, ModelReport.Find(response.AdditionalProperties)!.Provider));
        Assert.Equal(["a", "b"], client.GetService<IModelGateway>()!.Models.Select(model => model.Name));
        Assert.Equal(0, services.GetRequiredService<IOptionsMonitor<ChatModelOptions>>().Get(RagServices.ModelOf("sop", "b")).MaxRetries);
    }

    [Fact]
    public async Task A_model_of_the_same_name_takes_the_place_of_the_other()
    {
        var builder = new TestRagBuilder();
        builder.UseChat(_ => new ScriptedModel(Says("Fifty."))).UseChat(_ => new ScriptedModel(Says("Sixty.")));
        await using var services = builder.Services.BuildServiceProvider();

        Assert.Equal("Sixty.", (await services.GetRag<IChatClient>().GetResponseAsync("What is the late fee?")).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_single_model_gets_a_gateway_on_demand(bool first)
    {
        var builder = new TestRagBuilder();
        if (first) builder.UseGateway(o => o.Prices.Add(new() { Model = "scripted-1", Input = 1_000_000 })).UseChat(_ => new ScriptedModel(Says("Fifty.")));
        else builder.UseChat(_ => new ScriptedModel(Says("Fifty."))).UseGateway(o => o.Prices.Add(new() { Model = "scripted-1", Input = 1_000_000 }));
        await using var services = builder.Services.BuildServiceProvider();

        var response = await services.GetRag<IChatClient>().GetResponseAsync("What is the late fee?");

        Assert.Equal(100m, ModelReport.Find(response.AdditionalProperties)!.Cost);
    }

    [Fact]
    public async Task Changed_settings_take_effect_with_the_next_call_and_wrong_ones_do_not()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Routes:0:Models:0", "b")]).Build();
        var builder = new TestRagBuilder();
        builder.UseChat(_ => new ScriptedModel(Says("A.")), "a").UseChat(_ => new ScriptedModel(Says("B.")), "b");
        builder.Services.Configure<ChatGatewayOptions>(builder.Name, configuration);
        await using var services = builder.Services.BuildServiceProvider();
        var client = services.GetRag<IChatClient>();

        Assert.Equal("B.", (await client.GetResponseAsync("Why?")).Text);
        configuration["Routes:0:Models:0"] = "a";
        configuration.Reload();
        Assert.Equal("A.", (await client.GetResponseAsync("Why?")).Text);

        configuration["Routes:0:Models:0"] = "c";
        Record.Exception(configuration.Reload);
        Assert.Equal("A.", (await client.GetResponseAsync("Why?")).Text);
    }

    [Fact]
    public async Task A_route_to_a_model_that_there_is_not_is_refused_at_start_up()
    {
        var builder = new TestRagBuilder();
        builder.UseChat(_ => new ScriptedModel(Says("A.")), "a").UseGateway(o => o.Routes.Add(new() { Models = { "b" } }));
        await using var services = builder.Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("ChatGatewayOptions.Routes[0].Models names 'b'; the pipeline has 'a'.", error.Failures);
    }

    public static TheoryData<string, Action<ChatGatewayOptions>> WrongOptions => new()
    {
        { "Timeout", o => o.Timeout = TimeSpan.Zero },
        { "Currency", o => o.Currency = "rupees" },
        { "Routes[0].MinCharacters", o => o.Routes.Add(new() { MinCharacters = -1 }) },
        { "Routes[0].MaxCharacters", o => o.Routes.Add(new() { MinCharacters = 5, MaxCharacters = 4 }) },
        { "Routes[0].MaxCost", o => o.Routes.Add(new() { MaxCost = -1 }) },
        { "Routes[0].Only", o => o.Routes.Add(new() { Only = true }) },
        { "Routes[0].Kinds", o => o.Routes.Add(new() { Kinds = { (QuestionKind)9 } }) },
        { "Prices[0].Model", o => o.Prices.Add(new()) },
        { "Prices[0] of 'm'", o => o.Prices.Add(new() { Model = "m", Output = -1 }) },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task Wrong_settings_are_refused_by_name(string key, Action<ChatGatewayOptions> wrong)
    {
        var builder = new TestRagBuilder();
        builder.UseChat(_ => new ScriptedModel(Says("A."))).UseGateway(wrong);
        await using var services = builder.Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith($"ChatGatewayOptions.{key}", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<ChatModelOptions>> WrongLimits => new()
    {
        { "FirstTokenTimeout", o => o.FirstTokenTimeout = TimeSpan.Zero },
        { "TokenTimeout", o => o.TokenTimeout = TimeSpan.FromHours(2) },
        { "Timeout", o => o.Timeout = TimeSpan.Zero },
        { "MaxRetries", o => o.MaxRetries = 11 },
        { "BaseDelay", o => o.BaseDelay = TimeSpan.FromMinutes(2) },
        { "MaxDelay", o => o.MaxDelay = -TimeSpan.FromMinutes(2) },
        { "MaxRetryAfter", o => o.MaxRetryAfter = TimeSpan.FromHours(2) },
        { "FailureRatio", o => o.FailureRatio = 0 },
        { "FailureRatio", o => o.FailureRatio = double.NaN },
        { "MinThroughput", o => o.MinThroughput = 1 },
        { "SamplingDuration", o => o.SamplingDuration = TimeSpan.Zero },
        { "BreakDuration", o => o.BreakDuration = TimeSpan.Zero },
        { "MaxParallelCalls", o => o.MaxParallelCalls = 0 },
        { "MaxQueuedCalls", o => o.MaxQueuedCalls = -1 },
        { "QueueTimeout", o => o.QueueTimeout = -TimeSpan.FromSeconds(1) },
        { "MaxCharacters", o => o.MaxCharacters = 0 },
        { "MaxTokensPerPeriod", o => o.MaxTokensPerPeriod = -1 },
        { "MaxCostPerPeriod", o => o.MaxCostPerPeriod = -1 },
        { "BudgetPeriod", o => o.BudgetPeriod = TimeSpan.Zero },
    };

    [Theory]
    [MemberData(nameof(WrongLimits))]
    public async Task Wrong_limits_are_refused_by_name(string key, Action<ChatModelOptions> wrong)
    {
        var builder = new TestRagBuilder();
        builder.UseChat(_ => new ScriptedModel(Says("A.")), "a", wrong);
        await using var services = builder.Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith($"ChatModelOptions.{key} is ", Assert.Single(error.Failures), StringComparison.Ordinal);
    }
}
