namespace Edify.Rag.Embeddings.Onnx;

/// <summary>A text, or a part of one, that waits for its batch.</summary>
/// <param name="job">What it belongs to.</param>
/// <param name="start">Where its tokens begin among the job's.</param>
/// <param name="length">Number of its tokens; at least 1.</param>
/// <param name="index">Its number within the job.</param>
internal sealed class PendingSequence(EncodingJob job, int start, int length, int index)
{
    public EncodingJob Job => job;

    public int Length => length;

    public int Index => index;

    /// <summary>Whether a batch has it, or nobody wants it any more.</summary>
    public bool IsTaken { get; set; }

    public ReadOnlySpan<int> Ids => job.Tokens.Ids(start, length);

    public ReadOnlySpan<byte> TypeIds => job.Tokens.Types(start, length);
}
