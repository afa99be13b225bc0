using Edify.Rag.Generation.Gateway;
using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Generation.Tests.Gateway;

/// <summary>A gateway over scripted models, with a time that the test moves. Settings may be changed between calls.</summary>
internal sealed class TestGateway : IDisposable
{
    private readonly Dictionary<string, ChatModelOptions> _limits = [];
    private readonly ChatGateway _gateway;

    public TestGateway(params ScriptedModel[] models)
    {
        string[] names = ["first", "second", "third"];
        _gateway = new(
            [.. models.Select((model, i) => new GatewayModel(names[i], model, () => Limits(names[i]), Time, NullLogger.Instance))],
            () => Options,
            Time,
            NullLogger.Instance);
    }

    public FakeTimeProvider Time { get; } = new();

    public ChatGatewayOptions Options { get; } = new();

    public IReadOnlyList<ModelStatus> Models => _gateway.Models;

    public IChatClient Client => _gateway;

    public ChatModelOptions Limits(string name)
    {
        if (!_limits.TryGetValue(name, out var limits)) _limits[name] = limits = new();
        return limits;
    }

    public Task<Heard> AskAsync(string question = "What is the late fee?", ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Time.PassUntilAsync(HearAsync(question, options, cancellationToken), TimeSpan.FromMilliseconds(100));

    public Task<ChatResponse> AskWholeAsync(string question = "What is the late fee?", ChatOptions? options = null) =>
        Time.PassUntilAsync(_gateway.GetResponseAsync([new(ChatRole.User, question)], options), TimeSpan.FromMilliseconds(100));

    /// <summary>Listens to a stream until it ends, well or not.</summary>
    public async Task<Heard> HearAsync(string question = "What is the late fee?", ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var heard = new Heard();
        try
        {
            await foreach (var update in _gateway.GetStreamingResponseAsync([new(ChatRole.User, question)], options, cancellationToken)) heard.Updates.Add(update);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            heard.Error = e;
        }

        return heard;
    }

    public void Dispose() => _gateway.Dispose();
}

/// <summary>What came of a stream.</summary>
internal sealed class Heard
{
    public List<ChatResponseUpdate> Updates { get; } = [];

    public Exception? Error { get; set; }

    public string Text => string.Concat(Updates.Select(update => update.Text));

    public ModelReport Report => ModelReport.Find(Updates[^1].AdditionalProperties)!;

    public ChatFinishReason? Finish => Updates.Select(update => update.FinishReason).LastOrDefault(reason => reason is not null);
}
