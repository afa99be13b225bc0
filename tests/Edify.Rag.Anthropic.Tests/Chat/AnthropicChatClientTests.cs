using Anthropic;
using Edify.Rag.Anthropic.Chat;
using Edify.Rag.Anthropic.Tests.Support;
using Edify.Rag.Shared.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Anthropic.Tests.Chat;

public sealed class AnthropicChatClientTests
{
    [Fact]
    public async Task An_answer_has_its_text_its_reason_to_end_and_its_usage()
    {
        await using var api = new MessagesApi();
        using var client = api.Open();

        var response = await client.GetResponseAsync([new(ChatRole.System, "Be brief."), new(ChatRole.User, "Why?")]);

        Assert.Equal(("The sky is blue.", ChatFinishReason.Stop, MessagesApi.Model), (response.Text, response.FinishReason, response.ModelId));
        Assert.Equal((20L, 5L), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
        var request = Assert.Single(api.Requests);
        Assert.Equal($"Bearer {MessagesApi.Key}", request.Headers["Authorization"]);
        Assert.Equal((MessagesApi.Model, 4096), (request.Model, request.Json.GetProperty("max_tokens").GetInt32()));
    }

    [Fact]
    public async Task A_stream_comes_piece_by_piece_and_counts_its_tokens_once()
    {
        await using var api = new MessagesApi();
        using var client = api.Open();

        var updates = await StreamAsync(client);
        var response = updates.ToChatResponse();

        Assert.Equal(["The sky ", "is blue."], updates.Select(update => update.Text).Where(text => text.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal((20L, 5L), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task Without_a_key_none_is_sent()
    {
        await using var api = new MessagesApi();
        using var client = api.Open(o => o.ApiKey = null);

        await client.GetResponseAsync("Why?");

        Assert.False(api.Requests[0].Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task It_is_found_by_its_official_client_and_tells_where_it_is()
    {
        await using var api = new MessagesApi();
        using IChatClient client = api.Open();

        Assert.NotNull(client.GetService<IAnthropicClient>());
        Assert.Equal(("anthropic", MessagesApi.Model), (client.GetService<ChatClientMetadata>()!.ProviderName, client.GetService<ChatClientMetadata>()!.DefaultModelId));
    }

    [Fact]
    public async Task Cancelling_stops_the_request()
    {
        await using var api = new MessagesApi { OnRequest = _ => MessagesApi.Streams([MessagesApi.Start(), MessagesApi.Block()], ApiEnding.Stalls) };
        using var client = api.Open();
        using var stop = new CancellationTokenSource();

        var streaming = StreamAsync(client, stop.Token);
        await api.WaitForAsync(requests: 1);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => streaming);
    }

    [Fact]
    public async Task Changed_settings_take_effect_with_the_next_call()
    {
        await using var api = new MessagesApi();
        var options = new AnthropicChatOptions { Endpoint = new(api.Root, "/elsewhere"), Model = MessagesApi.Model };
        using var client = new AnthropicChatClient(new(() => options, ServerHttp.Own(), TimeProvider.System));
        await Assert.ThrowsAsync<RagConfigurationException>(() => client.GetResponseAsync("Why?"));

        options = new() { Endpoint = api.Root, Model = MessagesApi.Model };

        Assert.Equal("The sky is blue.", (await client.GetResponseAsync("Why?")).Text);
    }

    [Fact]
    public async Task The_verb_adds_it_to_the_gateway()
    {
        await using var api = new MessagesApi();
        var builder = new TestRagBuilder();
        builder.UseAnthropicChat(o => (o.Endpoint, o.ApiKey, o.Model) = (api.Root, MessagesApi.Key, MessagesApi.Model), limits: o => o.MaxRetries = 0);
        await using var services = builder.Services.BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();

        var response = await services.GetRag<IChatClient>().GetResponseAsync("Why?");

        Assert.Equal(("The sky is blue.", "anthropic"), (response.Text, ModelReport.Find(response.AdditionalProperties)!.Provider));
    }

    public static TheoryData<string, Action<AnthropicChatOptions>> Wrong => new()
    {
        { "Model must be the name of a model, such as \"claude-sonnet-4-5\"; it is blank.", o => o.Model = " " },
        { "ApiKey must be set for Anthropic; for another server, set Endpoint.", o => o.ApiKey = null },
        { "ApiKey is empty, or has white space or characters beyond ASCII; leave it out, or copy it again.", o => o.ApiKey = "a\n" },
        { "Endpoint must be the base address, without \"/v1\": that is added to it.", o => o.Endpoint = new("https://proxy.example/v1") },
        { "Endpoint must not hold credentials; set ApiKey.", o => o.Endpoint = new("https://a:b@proxy.example") },
        { "MaxOutputTokens is 0; it must be 1 to 1000000.", o => o.MaxOutputTokens = 0 },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_settings_are_refused_by_name(string sentence, Action<AnthropicChatOptions> wrong)
    {
        var options = new AnthropicChatOptions { Model = MessagesApi.Model, ApiKey = MessagesApi.Key };
        wrong(options);

        var result = new AnthropicChatOptionsValidator().Validate(null, options);

        Assert.Equal($"AnthropicChatOptions.{sentence}", Assert.Single(result.Failures!));
        Assert.DoesNotContain(MessagesApi.Key, result.FailureMessage, StringComparison.Ordinal);
    }

    private static async Task<List<ChatResponseUpdate>> StreamAsync(IChatClient client, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("Why?", cancellationToken: cancellationToken)) updates.Add(update);
        return updates;
    }
}
