using Edify.Rag.Anthropic.Tests.Support;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Anthropic.Tests.Chat;

/// <summary>What is said of a service that does not answer as it should: one typed error, and nothing that is secret.</summary>
public sealed class AnthropicErrorTests
{
    // Services quote both.
    private const string Quoting = $"Incorrect key {MessagesApi.Key} for 'the pupil is Asha'";

    public static TheoryData<int, string, string, string, Type> Refusals => new()
    {
        { 400, "invalid_request_error", Quoting, "Anthropic's service at {0} refuses the request with HTTP 400 (invalid_request_error); check MaxOutputTokens, Temperature and what the call asks for.", typeof(ModelRefusalException) },
        { 400, "invalid_request_error", "prompt is too long: 9 > 8. " + Quoting, "Anthropic's service at {0} finds the prompt too long (invalid_request_error); lower the context budget, or choose a model that reads more.", typeof(ModelRefusalException) },
        { 400, "invalid_request_error", "Your credit balance is too low. " + Quoting, "The account at {0} has no credit left (invalid_request_error); add some, then ask again.", typeof(ModelServiceException) },
        { 401, "authentication_error", Quoting, "Anthropic's service at {0} refuses the key (authentication_error); check ApiKey.", typeof(RagConfigurationException) },
        { 403, "permission_error", Quoting, "Anthropic's service at {0} does not let this key use the model 'claude-scripted' (permission_error); check the rights of ApiKey.", typeof(RagConfigurationException) },
        { 404, "not_found_error", Quoting, "Anthropic's service at {0} has no model 'claude-scripted', or is no API as Anthropic's (not_found_error); check Model and Endpoint.", typeof(RagConfigurationException) },
        { 429, "rate_limit_error", Quoting, "Anthropic's service at {0} has had too many requests; try again later.", typeof(ModelServiceException) },
        { 500, "api_error", Quoting, "Anthropic's service at {0} failed with HTTP 500 (api_error); try again later.", typeof(ModelServiceException) },
        { 529, "overloaded_error", Quoting, "Anthropic's service at {0} is overloaded; try again later.", typeof(ModelServiceException) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_is_one_typed_error(int status, string type, string message, string sentence, Type expected)
    {
        await using var api = new MessagesApi { OnRequest = _ => MessagesApi.Error(status, type, message, "Retry-After: 7") };
        using var client = api.Open();

        var whole = await Record.ExceptionAsync(() => client.GetResponseAsync("Why?"));
        var streamed = await Record.ExceptionAsync(() => ReadAsync(client));

        Assert.All([whole, streamed], error =>
        {
            Assert.IsType(expected, error);
            Assert.Equal(string.Format(null, sentence, api.Root), error!.Message);
            Assert.DoesNotContain(MessagesApi.Key, error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Asha", error.ToString(), StringComparison.Ordinal);
            if (error is ModelServiceException { IsTransient: true } service) Assert.Equal(TimeSpan.FromSeconds(7), service.RetryAfter);
        });

        // The gateway repeats, not the SDK.
        Assert.Equal(2, api.Requests.Count);
    }

    private static readonly Dictionary<string, ApiAnswer> Answers = new()
    {
        { "no end", MessagesApi.Streams([MessagesApi.Start(), MessagesApi.Block(), MessagesApi.Piece("The ")]) },
        { "cut", MessagesApi.Streams([MessagesApi.Start(), MessagesApi.Block(), MessagesApi.Piece("The ")], ApiEnding.BreaksOff) },
        { "reset", MessagesApi.Streams([MessagesApi.Start(), MessagesApi.Block(), MessagesApi.Piece("The ")], ApiEnding.Resets) },
        { "malformed", MessagesApi.Streams([MessagesApi.Start(), MessagesApi.Block(), MessagesApi.Piece("The "), ("content_block_delta", "{malformed")]) },
        { "error event", MessagesApi.Streams([MessagesApi.Start(), ("error", """{"type":"error","error":{"type":"overloaded_error","message":"Asha"}}""")]) },
        { "half a JSON", new(200, """{"id":"msg-1","type":"mess""") },
    };

    public static TheoryData<string> Broken => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task An_answer_that_breaks_is_one_typed_error(string what)
    {
        await using var api = new MessagesApi { OnRequest = _ => Answers[what] };
        using var client = api.Open();

        var error = Assert.IsType<ModelServiceException>(await Record.ExceptionAsync(() => ReadAsync(client)));

        Assert.True(error.IsTransient, what);
        Assert.DoesNotContain("Asha", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_an_answer_is_one_typed_error()
    {
        await using var api = new MessagesApi { OnRequest = _ => new(200, """{"id":"msg-1","type":"mess""") };
        using var client = api.Open();

        Assert.True((await Assert.ThrowsAsync<ModelServiceException>(() => client.GetResponseAsync("Why?"))).IsTransient);
    }

    [Fact]
    public async Task A_model_that_declines_is_told_by_its_reason()
    {
        await using var api = new MessagesApi { OnRequest = _ => MessagesApi.Streams([MessagesApi.Start(), MessagesApi.Block(), .. MessagesApi.End("refusal")]) };
        using var client = api.Open();

        var reasons = new List<ChatFinishReason?>();
        await foreach (var update in client.GetStreamingResponseAsync("Why?")) reasons.Add(update.FinishReason);

        Assert.Contains(ChatFinishReason.ContentFilter, reasons);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_one_typed_error()
    {
        var api = new MessagesApi();
        await api.DisposeAsync();
        using var client = api.Open();

        Assert.True((await Assert.ThrowsAsync<ModelServiceException>(() => client.GetResponseAsync("Why?"))).IsTransient);
    }

    private static async Task ReadAsync(IChatClient client)
    {
        await foreach (var _ in client.GetStreamingResponseAsync("Why?"))
        {
        }
    }
}
