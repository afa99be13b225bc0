using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>What one caller wants computed: its texts go through batches side by side with those of others.</summary>
/// <param name="take">Takes the model's answer to a text; called on a worker's thread, for several texts at a time.</param>
/// <param name="isUrgent">Whether somebody waits for it, as for a question.</param>
internal sealed class EncodingJob(EncodingJob.Answer take, bool isUrgent)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PendingSequence> _sequences = [];
    private CancellationTokenRegistration _cancellation;
    private int _open;

    /// <summary>Receives a vector for each token of the sequence, or one row.</summary>
    public delegate void Answer(int index, ReadOnlySpan<float> values);

    public bool IsUrgent => isUrgent;

    public TokenStore Tokens { get; } = new();

    public IReadOnlyList<PendingSequence> Sequences => _sequences;

    /// <summary>Whether nobody waits any more: it was cancelled or has failed.</summary>
    public bool IsOver => _done.Task.IsCompleted;

    /// <summary>Adds a text whose tokens are in <see cref="Tokens"/>.</summary>
    public void Add(int start, int length) => _sequences.Add(new(this, start, length, _sequences.Count));

    /// <summary>Makes it ready to be worked on: longest texts first.</summary>
    public Task Begin(CancellationToken cancellationToken)
    {
        _sequences.Sort((a, b) => b.Length.CompareTo(a.Length));
        _open = _sequences.Count;
        _cancellation = cancellationToken.Register(() => _done.TrySetCanceled(cancellationToken));
        return _done.Task;
    }

    public void Take(PendingSequence sequence, ReadOnlySpan<float> values) => take(sequence.Index, values);

    public void Fail(Exception error) => _done.TrySetException(error);

    /// <summary>Tells that a sequence is through, or dropped; with the last one the job is done and its memory given back.</summary>
    public void Settle()
    {
        if (Interlocked.Decrement(ref _open) > 0) return;
        Tokens.Return();
        // Where it was cancelled meanwhile, this changes nothing.
        _done.TrySetResult();
        _cancellation.Dispose();
    }

    /// <summary>What a failed run means to those who wait for it.</summary>
    public static RagConfigurationException Failure(string model, int rows, int columns, OrtException cause) =>
        new($"The model '{model}' failed on a batch of {rows} × {columns} tokens: {OrtMessages.FirstLine(cause)}", cause);
}
