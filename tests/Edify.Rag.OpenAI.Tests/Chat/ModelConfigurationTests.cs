using Edify.Rag.OpenAI.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edify.Rag.OpenAI.Tests.Chat;

/// <summary>Language models that configuration names.</summary>
public sealed class ModelConfigurationTests
{
    [Fact]
    public async Task Models_are_asked_in_the_order_of_the_list_with_their_limits_and_prices()
    {
        await using var first = new ChatApi { OnRequest = _ => ApiAnswer.Error(500) };
        await using var second = new ChatApi();
        await using var services = Compose(
            ("Models:0:Provider", "OpenAI"), ("Models:0:Name", "z"), ("Models:0:Limits:MaxRetries", "0"), ("Models:0:OpenAI:Endpoint", first.Endpoint.ToString()), ("Models:0:OpenAI:Model", "m"),
            ("Models:1:Provider", "openai"), ("Models:1:OpenAI:Endpoint", second.Endpoint.ToString()), ("Models:1:OpenAI:Model", ChatApi.Model),
            ("Gateway:Currency", "INR"), ("Gateway:Prices:0:Model", ChatApi.Model), ("Gateway:Prices:0:Input", "50000"), ("Gateway:Prices:0:Output", "100000"));
        services.GetRequiredService<IStartupValidator>().Validate();
        var client = services.GetRag<IChatClient>();

        var response = await client.GetResponseAsync("Why?");

        var report = ModelReport.Find(response.AdditionalProperties)!;
        Assert.Equal(("You ask: Why?", "openai", 2, 1.5m), (response.Text, report.Provider, report.Attempts, report.Cost));
        Assert.Equal(["'z' is unavailable."], report.Degraded);
        Assert.Single(first.Requests);
        Assert.Contains("z, then openai", services.GetRequiredKeyedService<RagDescription>(RagServices.DefaultName).Stages.Single(stage => stage.Contract == nameof(IChatClient)).Providers);
    }

    [Fact]
    public async Task A_changed_model_is_asked_with_the_next_call()
    {
        await using var api = new ChatApi();
        var configuration = Configuration(("Models:0:Provider", "OpenAI"), ("Models:0:OpenAI:Endpoint", api.Endpoint.ToString()), ("Models:0:OpenAI:Model", "gone"));
        await using var services = new ServiceCollection().AddEdifyRag(configuration, RagProvider.OpenAIChat).BuildServiceProvider();
        var client = services.GetRag<IChatClient>();
        await Assert.ThrowsAsync<RagConfigurationException>(() => client.GetResponseAsync("Why?"));

        configuration["Models:0:OpenAI:Model"] = ChatApi.Model;
        ((IConfigurationRoot)configuration).Reload();

        Assert.Equal("You ask: Why?", (await client.GetResponseAsync("Why?")).Text);
    }

    public static TheoryData<string, (string, string)[]> Wrong => new()
    {
        { "Models:0:Provider is 'Oracle'; known are 'OpenAI'.", [("Models:0:Provider", "Oracle")] },
        { "The setting Models:0:Provider is missing; known are 'OpenAI'.", [("Models:0:Name", "a")] },
        { "The setting Models:0:Modl is unknown; instead of 'Modl' it may be 'Name', 'Provider', 'Limits', 'OpenAI'.", [("Models:0:Provider", "OpenAI"), ("Models:0:Modl", "m")] },
        { "The setting Models:1 adds a second model 'OpenAI'; give each a Name of its own.", [("Models:0:Provider", "OpenAI"), ("Models:1:Provider", "OpenAI")] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_setting_that_nothing_reads_is_refused(string sentence, (string, string)[] settings) =>
        Assert.Equal(sentence, Assert.Throws<RagConfigurationException>(() => Compose(settings)).Message);

    [Fact]
    public async Task Limits_and_options_with_wrong_names_are_refused_when_they_are_read()
    {
        await using var services = Compose(("Models:0:Provider", "OpenAI"), ("Models:0:OpenAI:Model", "m"), ("Models:0:OpenAI:ApiKey", TestChat.Key), ("Models:0:Limits:MaxRetrys", "1"));

        var error = Assert.Throws<RagConfigurationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith("The setting Models:0:Limits:MaxRetrys is unknown; instead of 'MaxRetrys' it may be", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_without_a_package_for_them_are_refused() => Assert.Contains(
        "RagProvider.OpenAIChat",
        Assert.Throws<RagConfigurationException>(() => new ServiceCollection().AddEdifyRag(Configuration(("Models:0:Provider", "OpenAI")))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task The_key_stands_in_no_log_and_no_error()
    {
        await using var api = new ChatApi { OnRequest = _ => ApiAnswer.Error(401, "invalid_api_key", message: $"Incorrect key {TestChat.Key}") };
        var logger = new ListLogger();
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Loggers(logger)));
        services.AddEdifyRag(
            Configuration(("Models:0:Provider", "OpenAI"), ("Models:0:OpenAI:Endpoint", api.Endpoint.ToString()), ("Models:0:OpenAI:Model", "m"), ("Models:0:OpenAI:ApiKey", TestChat.Key)),
            RagProvider.OpenAIChat);
        await using var built = services.BuildServiceProvider();

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => built.GetRag<IChatClient>().GetResponseAsync("Why?"));

        Assert.DoesNotContain(TestChat.Key, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(logger.Lines, line => line.Contains(TestChat.Key, StringComparison.Ordinal));
    }

    private static ServiceProvider Compose(params (string Key, string Value)[] settings) =>
        new ServiceCollection().AddEdifyRag(Configuration(settings), RagProvider.OpenAIChat).BuildServiceProvider();

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    private sealed class Loggers(ILogger logger) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void Dispose()
        {
        }
    }
}
