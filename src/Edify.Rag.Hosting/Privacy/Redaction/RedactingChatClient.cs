using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>
/// Sends a language model elsewhere placeholders in place of what identifies a person, and puts the words back into what it answers.
/// A model of the school's own network gets everything as it is; which one it is is asked with each call.
/// </summary>
internal sealed class RedactingChatClient(IChatClient inner, IPiiDetector detector, Func<LocalNetwork> network) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (IsLocal) return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        var request = RequestRedaction.Of(messages, options, detector);
        var response = await base.GetResponseAsync(request.Messages, request.Options, cancellationToken).ConfigureAwait(false);
        foreach (var message in response.Messages) message.Contents = ContentRedaction.Restore(message.Contents, request.Map);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (IsLocal)
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false)) yield return update;
            yield break;
        }

        var request = RequestRedaction.Of(messages, options, detector);
        var reply = new ReplyRestoration(request.Map);
        await foreach (var update in base.GetStreamingResponseAsync(request.Messages, request.Options, cancellationToken).ConfigureAwait(false))
            yield return reply.Take(update);
        if (reply.Finish() is { } rest) yield return rest;
    }

    private bool IsLocal => network().IsLocal(PlaceOf.Model(InnerClient));
}
