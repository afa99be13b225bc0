using Edify.Rag.Shared.Language;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Gateway;

/// <summary>One call of a caller, and what became of it so far. Its tries follow each other.</summary>
internal sealed class GatewayCall
{
    private readonly List<string> _degraded = [];
    private readonly List<string> _failures = [];
    private TimeSpan? _soonest;

    public GatewayCall(IEnumerable<ChatMessage> messages, ChatOptions? options, ChatGatewayOptions settings)
    {
        Messages = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        About = ModelCall.Find(options);
        Options = Without(options, About);
        Settings = settings;
        foreach (var message in Messages)
        {
            var text = message.Text;
            Characters += text.Length;
            InputTokens += TokenEstimate.Of(text);
        }
    }

    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>What the models get, without what is for the gateway alone: some clients send whatever they find.</summary>
    public ChatOptions? Options { get; }

    /// <summary>What the call is for, where it was said.</summary>
    public ModelCall? About { get; }

    /// <summary>The gateway's settings when the call began.</summary>
    public ChatGatewayOptions Settings { get; }

    /// <summary>Length of the prompt.</summary>
    public long Characters { get; }

    /// <summary>Tokens of the prompt, estimated.</summary>
    public long InputTokens { get; }

    /// <summary>Calls of models that were made.</summary>
    public int Attempts { get; set; }

    public void Note(string what) => _degraded.Add(what);

    public void PassOver(string model, Exception error)
    {
        var fault = ModelFaults.Classify(error);
        _degraded.Add($"'{model}' {fault.Why}.");
        _failures.Add(error is RagException ? $"'{model}': {error.Message}" : $"'{model}' {fault.Why}.");
        if (fault.RetryAfter is { } wait && !(_soonest < wait)) _soonest = wait;
    }

    public ModelReport Report(string model, decimal? cost) => new(model) { Attempts = Attempts, Cost = cost, Degraded = [.. _degraded] };

    /// <summary>That no model is left to ask.</summary>
    public RagOutageException Outage(string? because = null, Exception? last = null)
    {
        var why = because ?? (_failures.Count == 0 ? ": no route leads to one; check ChatGatewayOptions.Routes." : ".");
        return new("the language models", string.Join(' ', [$"No language model answered{why}", .. _failures]), last as RagException) { RetryAfter = _soonest };
    }

    private static ChatOptions? Without(ChatOptions? options, ModelCall? about)
    {
        if (options is null || about is null) return options;
        var copy = options.Clone();
        foreach (var key in options.AdditionalProperties!.Where(property => ReferenceEquals(property.Value, about)).Select(property => property.Key)) copy.AdditionalProperties!.Remove(key);
        if (copy.AdditionalProperties!.Count == 0) copy.AdditionalProperties = null;
        return copy;
    }
}
