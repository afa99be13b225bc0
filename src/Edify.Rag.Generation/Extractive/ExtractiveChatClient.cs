using System.Runtime.CompilerServices;
using Edify.Rag.Shared.Language;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Answers with the sentences of the passages that answer the question, each cited. It invents nothing and follows no instruction.</summary>
/// <remarks>Safe for concurrent use.</remarks>
/// <param name="options">The settings that hold now.</param>
internal sealed class ExtractiveChatClient(Func<ExtractiveOptions> options) : IChatClient
{
    public const string ModelId = "extractive-v1";

    private readonly ChatClientMetadata _metadata = new("edify", providerUri: null, ModelId);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<ChatResponse>(cancellationToken);

        var conversation = messages.ToList();
        var text = string.Concat(Answer(conversation));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ModelId = ModelId,
            FinishReason = ChatFinishReason.Stop,
            Usage = UsageOf(conversation, text),
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await Task.CompletedTask.ConfigureAwait(false);

        var conversation = messages.ToList();
        var text = string.Empty;
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var sentence in Answer(conversation))
        {
            cancellationToken.ThrowIfCancellationRequested();
            text += sentence;
            yield return new(ChatRole.Assistant, sentence) { ModelId = ModelId };
        }

        yield return new(ChatRole.Assistant, [new UsageContent(UsageOf(conversation, text))])
        {
            ModelId = ModelId,
            FinishReason = ChatFinishReason.Stop,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;
        if (serviceType == typeof(ChatClientMetadata)) return _metadata;
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() { }

    private IEnumerable<string> Answer(List<ChatMessage> messages)
    {
        var evidence = AnswerContext.Find(messages) is { } context ? new EvidenceSelector(options()).Select(context.Question, context.Passages) : [];
        return evidence.Count == 0 ? [AnswerProtocol.NoAnswer] : evidence.Select((e, i) => (i == 0 ? "" : " ") + CitedSentence.Of(e));
    }

    private static UsageDetails UsageOf(List<ChatMessage> messages, string answer)
    {
        var input = messages.Sum(m => (long)TokenEstimate.Of(m.Text));
        var output = TokenEstimate.Of(answer);
        return new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };
    }
}
