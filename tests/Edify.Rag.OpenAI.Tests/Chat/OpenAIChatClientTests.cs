using System.Text.Json;
using Edify.Rag.OpenAI.Chat;
using Edify.Rag.OpenAI.Tests.Support;
using Edify.Rag.Shared.Http;
using Microsoft.Extensions.AI;
using SdkChatClient = OpenAI.Chat.ChatClient;

namespace Edify.Rag.OpenAI.Tests.Chat;

public sealed class OpenAIChatClientTests
{
    [Fact]
    public async Task An_answer_has_its_text_its_reason_to_end_and_its_usage()
    {
        await using var api = new ChatApi();
        using var client = api.Open();

        var response = await client.GetResponseAsync("Why is the sky blue?");

        Assert.Equal("You ask: Why is the sky blue?", response.Text);
        Assert.Equal((ChatFinishReason.Stop, ChatApi.Model, "chat-1"), (response.FinishReason, response.ModelId, response.ResponseId));
        Assert.Equal((20L, 5L, 8L), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.CachedInputTokenCount));
        var request = Assert.Single(api.Requests);
        Assert.Equal(("/v1/chat/completions", $"Bearer {TestChat.Key}"), (request.Path, request.Headers["Authorization"]));
        Assert.False(request.Streams);
    }

    [Fact]
    public async Task A_stream_comes_piece_by_piece_and_ends_with_its_usage()
    {
        await using var api = new ChatApi { OnRequest = request => ChatApi.Says(request, "The sky ", "is ", "blue 😀.") };
        using var client = api.Open();

        var updates = await client.StreamAsync();

        Assert.Equal(["The sky ", "is ", "blue 😀."], updates.Select(update => update.Text).Where(text => text.Length > 0));
        Assert.Equal(ChatFinishReason.Stop, updates.Single(update => update.FinishReason is not null).FinishReason);
        Assert.Equal(5, updates[^1].Contents.OfType<UsageContent>().Single().Details.OutputTokenCount);
        Assert.All(updates, update => Assert.Equal((ChatApi.Model, "chat-1"), (update.ModelId, update.ResponseId)));
        Assert.True(api.Requests[0].Json.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
    }

    [Fact]
    public async Task A_piece_is_handed_on_when_it_comes()
    {
        await using var api = new ChatApi { OnRequest = _ => ChatApi.Streams([ChatApi.Piece("The "), ChatApi.Piece("sky ")], ApiEnding.Stalls) };
        using var client = api.Open();

        var text = string.Empty;
        await foreach (var update in client.GetStreamingResponseAsync([new(ChatRole.User, "Why?")]))
        {
            text += update.Text;
            if (text == "The sky ") break;
        }

        Assert.Equal("The sky ", text);
    }

    [Fact]
    public async Task What_a_call_asks_for_goes_to_the_server()
    {
        await using var api = new ChatApi();
        using var client = api.Open(o => (o.MaxOutputTokens, o.Temperature) = (100, 0.2f));
        ChatMessage[] messages = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Why?"), new(ChatRole.Assistant, "So."), new(ChatRole.User, "How?")];

        await client.GetResponseAsync(messages, new()
        {
            Instructions = "Be kind.",
            Temperature = 0.5f,
            TopP = 0.25f,
            Seed = 7,
            StopSequences = ["END"],
            FrequencyPenalty = 1,
            PresencePenalty = -1,
            ResponseFormat = ChatResponseFormat.Json,
        });
        var sent = api.Requests[0].Json;

        Assert.Equal(
            ["system: Be kind.", "system: Be brief.", "user: Why?", "assistant: So.", "user: How?"],
            sent.GetProperty("messages").EnumerateArray().Select(m => $"{m.GetProperty("role").GetString()}: {m.GetProperty("content").GetString()}"));
        Assert.Equal((100, 0.5, 0.25, 7), (sent.GetProperty("max_tokens").GetInt32(), sent.GetProperty("temperature").GetDouble(), sent.GetProperty("top_p").GetDouble(), sent.GetProperty("seed").GetInt32()));
        Assert.Equal(("END", 1.0, -1.0), (sent.GetProperty("stop")[0].GetString(), sent.GetProperty("frequency_penalty").GetDouble(), sent.GetProperty("presence_penalty").GetDouble()));
        Assert.Equal("json_object", sent.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Calls_of_tools_go_there_and_back()
    {
        var first = ChatApi.Event(new { tool_calls = new[] { new { index = 0, id = "call-1", function = new { name = "find", arguments = "{\"wo" } } } }, null);
        var second = ChatApi.Event(new { tool_calls = new[] { new { index = 0, function = new { arguments = "rd\":\"fee\"}" } } } }, null);
        await using var api = new ChatApi { OnRequest = request => request.Streams ? ChatApi.Streams([first, second, ChatApi.Last("tool_calls"), "[DONE]"]) : null };
        using var client = api.Open();
        var tool = AIFunctionFactory.Create((string word) => word, "find", "Finds a word.");

        var updates = await client.StreamAsync(options: new() { Tools = [tool], ToolMode = ChatToolMode.RequireAny });
        var call = updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Single();
        await client.GetResponseAsync([new(ChatRole.User, "Why?"), new(ChatRole.Assistant, [call]), new(ChatRole.Tool, [new FunctionResultContent("call-1", "page 3")]), new(ChatRole.User, "So?")]);

        Assert.Equal(("call-1", "find", "fee"), (call.CallId, call.Name, call.Arguments!["word"]!.ToString()));
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
        var offered = api.Requests[0].Json;
        Assert.Equal(("find", "required"), (offered.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString(), offered.GetProperty("tool_choice").GetString()));
        var messages = api.Requests[1].Json.GetProperty("messages");
        Assert.Equal("{\"word\":\"fee\"}", messages[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(("tool", "call-1", "page 3"), (messages[2].GetProperty("role").GetString(), messages[2].GetProperty("tool_call_id").GetString(), messages[2].GetProperty("content").GetString()));
    }

    [Fact]
    public async Task What_can_not_be_sent_is_refused_before()
    {
        await using var api = new ChatApi();
        using var client = api.Open();

        await Assert.ThrowsAsync<ArgumentException>(() => client.GetResponseAsync([new(ChatRole.User, [new DataContent("data:image/png;base64,AA==")])]));

        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task Servers_of_ones_own_may_write_it_otherwise()
    {
        // A comment as a sign of life, lines that end otherwise, no space, thoughts, parts, usage with each piece, and no end mark.
        string[] stream =
        [
            ": OPENROUTER PROCESSING\r\n\r\n",
            "event: message\rdata:{\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm\"}}],\"usage\":{\"prompt_tokens\":3}}\r\r",
            "data: {\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"Blue\"}]}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n",
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"eos\"}]}",
        ];
        await using var api = new ChatApi { OnRequest = _ => ChatApi.Raw(stream) };
        using var client = api.Open(o => (o.ApiKey, o.StreamUsage) = (null, false));

        var updates = await client.StreamAsync();

        Assert.Equal("Hm", updates.SelectMany(update => update.Contents).OfType<TextReasoningContent>().Single().Text);
        Assert.Equal("Blue", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal("eos", updates.Single(update => update.FinishReason is not null).FinishReason!.Value.Value);
        Assert.Equal((3L, 1L), updates.SelectMany(u => u.Contents).OfType<UsageContent>().Select(u => (u.Details.InputTokenCount!.Value, u.Details.OutputTokenCount!.Value)).Single());
        Assert.False(api.Requests[0].Headers.ContainsKey("Authorization"));
        Assert.False(api.Requests[0].Json.TryGetProperty("stream_options", out _));
    }

    [Fact]
    public async Task A_server_that_does_not_stream_is_understood_all_the_same()
    {
        await using var api = new ChatApi { OnRequest = _ => ChatApi.Whole("The sky is blue.") };
        using var client = api.Open();

        var updates = await client.StreamAsync();

        Assert.Equal("The sky is blue.", string.Concat(updates.Select(update => update.Text)));
    }

    [Fact]
    public async Task Azures_older_api_has_its_own_address_and_header()
    {
        await using var api = new ChatApi { OnRequest = request => ChatApi.Says(request, "Blue.") };
        using var client = api.Open(o => (o.Endpoint, o.AzureApiVersion, o.Model, o.MaxOutputTokens) = (api.Root, "2024-10-21", "my model", 9));

        await client.GetResponseAsync("Why?");

        var request = Assert.Single(api.Requests);
        Assert.Equal("/openai/deployments/my%20model/chat/completions?api-version=2024-10-21", request.Path);
        Assert.Equal(TestChat.Key, request.Headers["api-key"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
        Assert.Equal(9, request.Json.GetProperty("max_completion_tokens").GetInt32());
    }

    [Fact]
    public async Task Changed_settings_take_effect_with_the_next_call()
    {
        await using var api = new ChatApi();
        var options = new OpenAIChatOptions { Endpoint = api.Endpoint, Model = "gone" };
        using var client = new OpenAIChatClient(new(() => options, ServerHttp.Own(), TimeProvider.System));
        await Assert.ThrowsAsync<RagConfigurationException>(() => client.GetResponseAsync("Why?"));

        options = new() { Endpoint = api.Endpoint, Model = ChatApi.Model };

        Assert.Equal("You ask: Why?", (await client.GetResponseAsync("Why?")).Text);
        Assert.Equal(ChatApi.Model, ((IChatClient)client).GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.NotNull(((IChatClient)client).GetService<SdkChatClient>());
    }

    [Fact]
    public async Task Cancelling_stops_the_request()
    {
        await using var api = new ChatApi { OnRequest = _ => ChatApi.Streams([ChatApi.Piece("The ")], ApiEnding.Stalls) };
        using var client = api.Open();
        using var stop = new CancellationTokenSource();

        var streaming = client.StreamAsync(cancellationToken: stop.Token);
        await api.WaitForAsync(requests: 1);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => streaming);
    }

    [Fact]
    public async Task A_schema_for_the_answer_is_sent()
    {
        await using var api = new ChatApi();
        using var client = api.Open();
        using var schema = JsonDocument.Parse("""{"type":"object"}""");

        await client.GetResponseAsync("Why?", new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement, "report") });

        var format = api.Requests[0].Json.GetProperty("response_format").GetProperty("json_schema");
        Assert.Equal(("report", "object"), (format.GetProperty("name").GetString(), format.GetProperty("schema").GetProperty("type").GetString()));
    }
}
