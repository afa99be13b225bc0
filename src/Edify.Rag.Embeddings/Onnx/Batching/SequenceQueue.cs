namespace Edify.Rag.Embeddings.Onnx;

/// <summary>What waits for the workers of a model: urgent texts first.</summary>
/// <remarks>Safe for concurrent use.</remarks>
/// <param name="limits">How large a batch may be.</param>
/// <param name="workers">Number of workers that take from it.</param>
internal sealed class SequenceQueue(BatchLimits limits, int workers)
{
    // Below this, what a run costs by itself outweighs what is won by sharing.
    private const int LeastShare = 32;

    private readonly object _gate = new();
    private readonly SequenceLane _urgent = new();
    private readonly SequenceLane _others = new();
    private bool _isClosed;

    /// <summary>Adds the texts of a job that has begun.</summary>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public void Add(EncodingJob job)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(EncoderEngine));
            var lane = job.IsUrgent ? _urgent : _others;
            foreach (var sequence in job.Sequences) lane.Add(sequence);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for a batch.</summary>
    /// <param name="batch">Takes it; what it held is removed.</param>
    /// <returns><see langword="false"/> when the queue is closed.</returns>
    public bool Take(List<PendingSequence> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            while (!_isClosed)
            {
                foreach (var lane in (ReadOnlySpan<SequenceLane>)[_urgent, _others])
                {
                    // The last texts are shared out, so that no worker rests while another has all of them.
                    var share = Math.Max(LeastShare, (lane.Tokens + workers - 1) / workers);
                    lane.Take(batch, limits, Math.Min(limits.Tokens, share));
                    if (batch.Count > 0) return true;
                }

                Monitor.Wait(_gate);
            }
        }

        return false;
    }

    /// <summary>Sends the workers home; jobs that wait fail.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            var batch = new List<PendingSequence>();
            foreach (var lane in (ReadOnlySpan<SequenceLane>)[_urgent, _others])
            {
                for (lane.Take(batch, limits, limits.Tokens); batch.Count > 0; lane.Take(batch, limits, limits.Tokens))
                {
                    foreach (var sequence in batch)
                    {
                        sequence.Job.Fail(new ObjectDisposedException(nameof(EncoderEngine)));
                        sequence.Job.Settle();
                    }

                    batch.Clear();
                }
            }

            Monitor.PulseAll(_gate);
        }
    }
}
