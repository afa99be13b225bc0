using System.Globalization;
using Edify.Rag.OpenAI.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.OpenAI.Tests.Chat;

/// <summary>A gateway over two servers, by the official SDK over real connections, while everything goes wrong that can.</summary>
public sealed class GatewayChaosTests
{
    private const int Requests = 1_000;
    private const int InFlight = 50;
    private const int Seed = 20_260_101;

    [Fact]
    public async Task A_thousand_mixed_requests_each_end_in_one_answer_or_a_typed_outcome()
    {
        await using var primary = new ChatApi();
        await using var fallback = new ChatApi();
        primary.OnRequest = request => Misbehave(request, "primary");
        fallback.OnRequest = request => request.Number % 10 == 0 ? ApiAnswer.Error(500) : Says(request, "fallback");
        await using var services = Compose(primary, fallback, limits => (limits.BreakDuration, limits.MinThroughput) = (TimeSpan.FromMilliseconds(500), 20));
        var client = services.GetRag<IChatClient>();
        var outcomes = new Outcome[Requests];

        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (number, token) =>
            outcomes[number] = await AskAsync(client, number, streams: number % 4 != 0, token));

        // Each outcome is one answer, whole and to its own question, or an error that says what happened.
        for (var number = 0; number < Requests; number++) AssertIsOneAnswerOrTyped(outcomes[number], number);
        Assert.Contains(outcomes, outcome => outcome.Provider == "primary");
        Assert.Contains(outcomes, outcome => outcome.Provider == "fallback");
        Assert.Contains(outcomes, outcome => outcome.Error is ModelServiceException { IsPartial: true });
        Assert.Contains(outcomes, outcome => outcome.Error is ModelRefusalException { Reason: ModelRefusal.ContentFilter });

        // Nothing is left behind: no place is taken, nobody waits.
        Assert.All(client.GetService<IModelGateway>()!.Models, model => Assert.Equal((0, 0), (model.CallsUnderWay, model.CallsWaiting)));
    }

    [Fact]
    public async Task The_breaker_opens_while_a_server_is_down_and_heals_with_it()
    {
        var isDown = true;
        await using var primary = new ChatApi();
        await using var fallback = new ChatApi();
        primary.OnRequest = request => isDown ? ApiAnswer.Error(503) : Says(request, "primary");
        fallback.OnRequest = request => Says(request, "fallback");
        await using var services = Compose(primary, fallback, limits => limits.BreakDuration = TimeSpan.FromSeconds(1));
        var client = services.GetRag<IChatClient>();
        var gateway = client.GetService<IModelGateway>()!;

        var number = 0;
        while (gateway.Models[0].Breaker != BreakerState.Open) Assert.Equal("fallback", (await AskAsync(client, number++, streams: true, CancellationToken.None)).Provider);
        var asked = primary.Requests.Count;
        Assert.Equal("fallback", (await AskAsync(client, number++, streams: true, CancellationToken.None)).Provider);
        Assert.InRange(primary.Requests.Count, asked, asked + 1);

        isDown = false;
        while ((await AskAsync(client, number++, streams: true, CancellationToken.None)).Provider != "primary") await Task.Delay(20);

        Assert.Equal(BreakerState.Closed, gateway.Models[0].Breaker);
    }

    [Fact]
    public async Task Two_thousand_characters_of_json_are_an_answer_and_an_endless_stream_is_cut()
    {
        await using var primary = new ChatApi();
        await using var fallback = new ChatApi();
        primary.OnRequest = request => request.Prompt.Contains("JSON", StringComparison.Ordinal)
            ? ChatApi.Says(request, "{\"answer\":\"", new string('x', 2_000), "\"}")
            : ChatApi.Streams(Endless(), ApiEnding.Stalls);
        await using var services = Compose(primary, fallback, limits => limits.MaxCharacters = 5_000);
        var client = services.GetRag<IChatClient>();

        var json = await client.StreamAsync("JSON, please");
        var endless = await client.StreamAsync("On and on");

        Assert.Equal(2_013, json.Sum(update => update.Text.Length));
        Assert.Equal(5_000, endless.Sum(update => update.Text.Length));
        Assert.Equal(["The answer of 'primary' was cut at 5,000 characters."], ModelReport.Find(endless[^1].AdditionalProperties)!.Degraded);
    }

    private static ServiceProvider Compose(ChatApi primary, ChatApi fallback, Action<ChatModelOptions> configure)
    {
        var builder = new TestRagBuilder();
        builder
            .UseOpenAIChat(o => (o.Endpoint, o.Model, o.ApiKey) = (primary.Endpoint, ChatApi.Model, TestChat.Key), "primary", limits => Limit(limits, configure))
            .UseOpenAIChat(o => (o.Endpoint, o.Model, o.ApiKey) = (fallback.Endpoint, ChatApi.Model, TestChat.Key), "fallback", limits => Limit(limits, configure));
        return builder.Services.BuildServiceProvider();
    }

    private static void Limit(ChatModelOptions limits, Action<ChatModelOptions> configure)
    {
        (limits.FirstTokenTimeout, limits.TokenTimeout, limits.Timeout) = (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        (limits.BaseDelay, limits.MaxRetryAfter, limits.MaxParallelCalls) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(1), InFlight);
        configure(limits);
    }

    // One request in two is answered well; the others find each way to go wrong about equally often.
    private static ApiAnswer Misbehave(ApiRequest request, string provider)
    {
        var begun = ChatApi.Piece($"{provider} begins {Number(request)} ");
        return new Random(Seed + request.Number).Next(24) switch
        {
            0 => ApiAnswer.Error(429, headers: "Retry-After: 0"),
            1 => ApiAnswer.Error(500),
            2 => ApiAnswer.Error(503, headers: "Retry-After: 1"),
            3 => new ApiAnswer(200, string.Empty) { Stalls = true },
            4 => ChatApi.Streams([begun], ApiEnding.Stalls),
            5 => ChatApi.Streams([begun], ApiEnding.Resets),
            6 => ChatApi.Streams([begun], ApiEnding.BreaksOff),
            7 => ChatApi.Streams([begun, "{malformed"]),
            8 => ChatApi.Whole($"{provider} begins") with { BreaksOff = true },
            9 => new(200, "{\"choices\":[{\"mess"),
            10 => request.Streams ? ChatApi.Streams([ChatApi.Last(), "[DONE]"]) : ChatApi.Whole(string.Empty),
            11 => ApiAnswer.Error(400, "content_filter"),
            _ => Says(request, provider),
        };
    }

    private static ApiAnswer Says(ApiRequest request, string provider) => ChatApi.Says(request, $"{provider} ", "answers ", $"{Number(request)}.");

    private static string Number(ApiRequest request) => request.Prompt.Split(' ')[^1];

    private static async Task<Outcome> AskAsync(IChatClient client, int number, bool streams, CancellationToken cancellationToken)
    {
        var (text, question) = (string.Empty, $"Question {number.ToString(CultureInfo.InvariantCulture)}");
        try
        {
            if (!streams)
            {
                var response = await client.GetResponseAsync(question, cancellationToken: cancellationToken);
                return new(response.Text, ModelReport.Find(response.AdditionalProperties), null);
            }

            ModelReport? report = null;
            await foreach (var update in client.GetStreamingResponseAsync(question, cancellationToken: cancellationToken))
            {
                text += update.Text;
                report = ModelReport.Find(update.AdditionalProperties) ?? report;
            }

            return new(text, report, null);
        }
        catch (RagException e)
        {
            return new(text, null, e);
        }
    }

    private static void AssertIsOneAnswerOrTyped(Outcome outcome, int number)
    {
        if (outcome.Error is null)
        {
            Assert.Equal($"{outcome.Provider} answers {number}.", outcome.Text);
            Assert.NotNull(outcome.Report);
        }
        else if (outcome.Text.Length > 0)
        {
            // Once something was shown, it is the beginning of one answer and of no other, and the error says so.
            Assert.Equal($"primary begins {number} ", outcome.Text);
            Assert.True(outcome.Error is ModelServiceException { IsPartial: true }, outcome.Error.ToString());
        }
        else
        {
            Assert.True(outcome.Error is RagOutageException or ModelRefusalException, outcome.Error.ToString());
        }
    }

    private static IEnumerable<string> Endless()
    {
        while (true) yield return ChatApi.Piece("fifty rupees, ");
    }

    private sealed record Outcome(string Text, ModelReport? Report, RagException? Error)
    {
        public string? Provider => Report?.Provider;
    }
}
