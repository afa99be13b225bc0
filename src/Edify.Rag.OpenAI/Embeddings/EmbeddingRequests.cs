using Microsoft.Extensions.Logging;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>Gets texts their vectors although the server refuses some: a refused request is halved until the text to blame is alone.</summary>
internal sealed class EmbeddingRequests(EmbeddingServer server, OpenAIEmbeddingOptions options, ILogger logger)
{
    private const string Harmless = "examination";

    private volatile bool _everTookAny;
    private int _mostTexts = options.MaxTextsPerRequest;
    private int _dimension = options.Dimensions;

    /// <summary>How many texts a request may have: as configured, or fewer once the server has taken only fewer.</summary>
    public int MostTexts => Volatile.Read(ref _mostTexts);

    /// <summary>Length of the vectors; 0 while it is not known.</summary>
    public int Dimension => Volatile.Read(ref _dimension);

    /// <summary>Sends texts of a call.</summary>
    /// <param name="part">Which, by index.</param>
    /// <param name="call">The call, which gets their vectors or why they have none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether all were taken as they are.</returns>
    public async Task<bool> EmbedAsync(ArraySegment<int> part, EmbeddingCall call, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(part, call, cancellationToken).ConfigureAwait(false);
        if (reply.Answer is not null) return true;
        if (part.Count == 1)
        {
            await EmbedAloneAsync(part, reply, call, cancellationToken).ConfigureAwait(false);
            return false;
        }

        // One after the other: where every text is refused, that is found out before many were sent.
        var half = (part.Count + 1) / 2;
        var first = await EmbedAsync(part[..half], call, cancellationToken).ConfigureAwait(false);
        var second = await EmbedAsync(part[half..], call, cancellationToken).ConfigureAwait(false);
        if (first && second) TakeNoMoreThan(half);
        return first && second;
    }

    private async Task EmbedAloneAsync(ArraySegment<int> part, EmbeddingReply reply, EmbeddingCall call, CancellationToken cancellationToken)
    {
        var index = part[0];
        while (reply.IsTooLong && options.LongTexts == OpenAILongTexts.Truncate && TextPreparation.Shorten(call.Texts[index]) is { } shorter)
        {
            call.Texts[index] = shorter;
            reply = await SendAsync(part, call, cancellationToken).ConfigureAwait(false);
            if (reply.Answer is not null) return;
        }

        if (!_everTookAny) await ThrowIfNothingIsTakenAsync(call.Patience, cancellationToken).ConfigureAwait(false);
        call.Refuse(index, reply.Reason);
    }

    private async Task<EmbeddingReply> SendAsync(ArraySegment<int> part, EmbeddingCall call, CancellationToken cancellationToken)
    {
        var texts = part.Select(index => call.Texts[index].Text).ToList();
        var reply = await server.SendAsync(texts, call.Patience, cancellationToken).ConfigureAwait(false);
        if (reply.Answer is not { } answer) return reply;
        Accept(answer);
        call.Take(part, answer);
        return reply;
    }

    private async Task ThrowIfNothingIsTakenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var reply = await server.SendAsync([Harmless], patience, cancellationToken).ConfigureAwait(false);
        if (reply.Answer is null)
            throw server.Errors.Unusable($"it takes no text at all, as {reply.Reason}; check that Model makes embeddings{(options.Dimensions > 0 ? ", and of so many Dimensions" : string.Empty)}");
        Accept(reply.Answer);
    }

    private void Accept(EmbeddingAnswer answer)
    {
        var known = Interlocked.CompareExchange(ref _dimension, answer.Dimension, 0);
        if (known != 0 && known != answer.Dimension)
        {
            throw server.Errors.Unusable(options.Dimensions > 0
                ? $"it gives vectors of {answer.Dimension} dimensions, and Dimensions asks for {options.Dimensions}; set Dimensions to 0 or to what the model can do"
                : $"it gives vectors of {answer.Dimension} dimensions, and gave some of {known} before");
        }

        _everTookAny = true;
    }

    private void TakeNoMoreThan(int texts)
    {
        while (Volatile.Read(ref _mostTexts) is var known && texts < known)
        {
            if (Interlocked.CompareExchange(ref _mostTexts, texts, known) == known) logger.RequestsMadeSmaller(server.Errors.Address, texts);
        }
    }
}
