namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Texts that wait, in the order they came and by their length.</summary>
/// <remarks>
/// A batch is made of the text that waits longest and of those that are as long or a little shorter, whoever asked for them:
/// nobody waits forever, and little of a batch is padding. Not safe for concurrent use.
/// </remarks>
internal sealed class SequenceLane
{
    private readonly Queue<PendingSequence> _arrivals = new();
    private readonly List<Queue<PendingSequence>?> _byLength = [];

    /// <summary>Tokens of all texts that wait.</summary>
    public long Tokens { get; private set; }

    public void Add(PendingSequence sequence)
    {
        while (_byLength.Count <= sequence.Length) _byLength.Add(null);
        (_byLength[sequence.Length] ??= new()).Enqueue(sequence);
        _arrivals.Enqueue(sequence);
        Tokens += sequence.Length;
    }

    /// <summary>Takes a batch; nothing is added where no text waits.</summary>
    /// <param name="batch">An empty list.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="tokens">The most tokens, padding included; one text is taken however long it is.</param>
    public void Take(List<PendingSequence> batch, BatchLimits limits, long tokens)
    {
        while (_arrivals.TryDequeue(out var oldest))
        {
            if (oldest.IsTaken) continue;
            // The oldest of all is the oldest of its length.
            _byLength[oldest.Length]!.Dequeue();
            if (!TryTake(oldest)) continue;
            batch.Add(oldest);
            FillUp(batch, oldest.Length, limits, tokens);
            return;
        }
    }

    private void FillUp(List<PendingSequence> batch, int columns, BatchLimits limits, long tokens)
    {
        for (var length = columns; length >= limits.ShortestBeside(columns); length--)
        {
            if (_byLength[length] is not { } waiting) continue;
            while (batch.Count < limits.Texts && (batch.Count + 1L) * columns <= tokens && waiting.TryDequeue(out var next))
                if (TryTake(next)) batch.Add(next);
            if (waiting.Count > 0) return;
        }
    }

    // Those whose job is over are dropped here, between batches.
    private bool TryTake(PendingSequence sequence)
    {
        sequence.IsTaken = true;
        Tokens -= sequence.Length;
        if (!sequence.Job.IsOver) return true;
        sequence.Job.Settle();
        return false;
    }
}
