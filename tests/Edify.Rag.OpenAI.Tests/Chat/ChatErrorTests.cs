using Edify.Rag.OpenAI.Tests.Support;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Tests.Chat;

/// <summary>What is said of servers that do not answer as they should: one typed error, and nothing that is secret.</summary>
public sealed class ChatErrorTests
{
    private const string Text = "the pupil's name is Asha";

    // Servers quote both.
    private const string Quoting = $"Incorrect key {TestChat.Key} for '{Text}'";

    public static TheoryData<int, string?, string?, string, Type> Refusals => new()
    {
        { 400, "content_filter", null, "A content filter of the model server at {0} stopped the call.", typeof(ModelRefusalException) },
        { 400, "context_length_exceeded", "messages", "The model server at {0} finds the prompt too long (context_length_exceeded); lower the context budget, or choose a model that reads more.", typeof(ModelRefusalException) },
        { 413, null, null, "The model server at {0} finds the prompt too long (invalid_request_error); lower the context budget, or choose a model that reads more.", typeof(ModelRefusalException) },
        { 400, "unsupported_value", "temperature", "The model server at {0} refuses the request with HTTP 400 (unsupported_value) about 'temperature'; check MaxOutputTokens, Temperature, StreamUsage and what the call asks for.", typeof(ModelRefusalException) },
        { 401, "invalid_api_key", null, "The model server at {0} refuses the key (invalid_api_key); check ApiKey, and that it belongs to this server.", typeof(RagConfigurationException) },
        { 403, "unsupported_country", null, "The model server at {0} does not let this key use the model 'scripted-chat' (unsupported_country); check the rights of ApiKey, Organization and Project.", typeof(RagConfigurationException) },
        { 404, "model_not_found", null, "The model server at {0} has no model 'scripted-chat', or none that does this (model_not_found); check Model, that the server has loaded it, and Endpoint.", typeof(RagConfigurationException) },
        { 429, "rate_limit_exceeded", null, "The model server at {0} has had too many requests; try again later, or send less at a time.", typeof(ModelServiceException) },
        { 429, "insufficient_quota", null, "The account at {0} has no quota left (insufficient_quota); add credit or raise its limit, then run again.", typeof(ModelServiceException) },
        { 500, null, null, "The model server at {0} failed with HTTP 500 (invalid_request_error); try again later, or send less at a time.", typeof(ModelServiceException) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_one_typed_error(int status, string? code, string? param, string sentence, Type type)
    {
        await using var api = new ChatApi { OnRequest = _ => ApiAnswer.Error(status, code, param, Quoting, "Retry-After: 7") };
        using var client = api.Open();

        var whole = await Record.ExceptionAsync(() => client.GetResponseAsync(Text));
        var streamed = await Record.ExceptionAsync(() => client.StreamAsync(Text));

        Assert.All([whole, streamed], error =>
        {
            Assert.IsType(type, error);
            Assert.Equal(string.Format(null, sentence, api.Endpoint), error!.Message);
            Assert.DoesNotContain(TestChat.Key, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Asha", error.ToString(), StringComparison.Ordinal);
            if (error is ModelServiceException { IsTransient: true } service) Assert.Equal(TimeSpan.FromSeconds(7), service.RetryAfter);
        });
        Assert.Equal(2, api.Requests.Count);
    }

    private static readonly Dictionary<string, (ApiAnswer Answer, string Says)> Streams = new()
    {
        { "malformed event", (ChatApi.Streams([ChatApi.Piece("The "), "{not json", ChatApi.Last()]), "answers what can't be read: its answer is no JSON, or breaks off.") },
        { "half an event", (ChatApi.Raw([$"data: {ChatApi.Piece("The ")}\n\n", $"data: {ChatApi.Piece("sky")[..40]}"]), "answers what can't be read: its answer is no JSON, or breaks off.") },
        { "no end", (ChatApi.Streams([ChatApi.Piece("The ")]), "The connection to ") },
        { "reset", (ChatApi.Streams([ChatApi.Piece("The ")], ApiEnding.Resets), "The connection to ") },
        { "cut", (ChatApi.Streams([ChatApi.Piece("The ")], ApiEnding.BreaksOff), "The connection to ") },
        { "error event", (ChatApi.Streams([ChatApi.Piece("The "), """{"error":{"message":"Asha","code":"server_error"}}"""]), "broke its answer off with an error (server_error); try again later.") },
        { "endless line", (ChatApi.Raw([$"data: {ChatApi.Piece("The ")}\n\n", "data: ", .. Enumerable.Repeat(new string('x', 1 << 20), 6)]), "answers what can't be read: a line of its stream has no end.") },
        { "endless tool calls", (ChatApi.Streams(Enumerable.Range(0, 200).Select(i => ChatApi.Event(new { tool_calls = new[] { new { index = i, function = new { name = "f" } } } }, null))), "answers what can't be read: it calls tools without end.") },
    };

    public static TheoryData<string> Broken => [.. Streams.Keys];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_stream_that_breaks_is_one_typed_error(string what)
    {
        var (answer, says) = Streams[what];
        await using var api = new ChatApi { OnRequest = _ => answer };
        using var client = api.Open();

        var error = Assert.IsType<ModelServiceException>(await Record.ExceptionAsync(() => client.StreamAsync(Text)));

        Assert.True(error.IsTransient, what);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Asha", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_content_filter_in_a_stream_is_a_refusal()
    {
        await using var api = new ChatApi { OnRequest = _ => ChatApi.Streams(["""{"error":{"message":"filtered","code":"content_filter"}}"""]) };
        using var client = api.Open();

        var error = Assert.IsType<ModelRefusalException>(await Record.ExceptionAsync(() => client.StreamAsync(Text)));

        Assert.Equal(ModelRefusal.ContentFilter, error.Reason);
    }

    [Theory]
    [InlineData("{\"id\":\"chat-1\",\"choices\":[{\"mess", "its answer is no JSON, or breaks off")]
    [InlineData("", "its answer is no JSON, or breaks off")]
    [InlineData("[]", "its answer has no message")]
    [InlineData("{\"choices\":[]}", "its answer has no message")]
    [InlineData("{\"choices\":[{\"message\":null}]}", "its answer has no message")]
    public async Task An_answer_that_can_not_be_read_is_one_typed_error(string body, string because)
    {
        await using var api = new ChatApi { OnRequest = _ => new(200, body) };
        using var client = api.Open();

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => client.GetResponseAsync(Text));

        Assert.Equal($"The model server at {api.Endpoint} answers what can't be read: {because}.", error.Message);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_one_typed_error()
    {
        await using var api = new ChatApi { OnRequest = _ => ChatApi.Whole("The sky is blue.") with { BreaksOff = true } };
        using var client = api.Open();

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => client.GetResponseAsync(Text));

        Assert.True(error.IsTransient);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_is_no_api(bool streams)
    {
        await using var api = new ChatApi { OnRequest = _ => new(200, "<!DOCTYPE html><html></html>") { ContentType = "text/html" } };
        using var client = api.Open();

        var error = await Assert.ThrowsAsync<RagConfigurationException>(() => streams ? client.StreamAsync(Text) : client.GetResponseAsync(Text));

        Assert.Equal($"There is no API as OpenAI's at {api.Endpoint}: it answers with a page. Check Endpoint, which most often ends with \"/v1\".", error.Message);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_typed_error()
    {
        var api = new ChatApi();
        await api.DisposeAsync();
        using var client = api.Open();

        var error = await Assert.ThrowsAsync<ModelServiceException>(() => client.GetResponseAsync(Text));

        Assert.Equal((true, ChatApi.Model), (error.IsTransient, error.Model));
    }
}
