using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Embeddings;

/// <summary>One call of a caller: its texts, and what has become of them. Requests fill it side by side, each its own texts.</summary>
internal sealed class EmbeddingCall
{
    private readonly OutgoingText[] _texts;
    private readonly float[]?[] _vectors;
    private readonly ConcurrentBag<RefusedText> _refused = [];
    private long _inputTokens;
    private long _totalTokens;
    private volatile bool _isCounted = true;

    public EmbeddingCall(OutgoingText[] texts, TimeSpan patience)
    {
        (_texts, _vectors, Patience) = (texts, new float[texts.Length][], patience);
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i].Refusal is { } reason) Refuse(i, reason);
        }
    }

    public OutgoingText[] Texts => _texts;

    /// <summary>The longest that the caller waits for the server to take requests again.</summary>
    public TimeSpan Patience { get; }

    public void Take(ArraySegment<int> part, EmbeddingAnswer answer)
    {
        for (var i = 0; i < part.Count; i++) _vectors[part[i]] = answer[i];
        Count(answer);
    }

    public void Refuse(int index, string reason) => _refused.Add(new(index, reason));

    /// <exception cref="TextsRefusedException">Some texts were refused.</exception>
    public GeneratedEmbeddings<Embedding<float>> Finish(string modelId)
    {
        var embeddings = Array.ConvertAll(_vectors, vector => vector is null ? null : new Embedding<float>(vector) { ModelId = modelId });
        if (!_refused.IsEmpty) throw new TextsRefusedException([.. _refused.OrderBy(text => text.Index)], embeddings);
        return new(embeddings!)
        {
            Usage = _isCounted ? new() { InputTokenCount = _inputTokens, TotalTokenCount = _totalTokens } : null,
        };
    }

    private void Count(EmbeddingAnswer answer)
    {
        if ((answer.InputTokens ?? answer.TotalTokens) is not { } input) _isCounted = false;
        else
        {
            Interlocked.Add(ref _inputTokens, input);
            Interlocked.Add(ref _totalTokens, answer.TotalTokens ?? input);
        }
    }
}
