using System.Runtime.InteropServices;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Texts of one call on their way to vectors.</summary>
internal sealed class EmbeddingGroup
{
    private readonly TextSequences _sequences;
    private readonly VectorMaker _maker;
    private readonly List<int> _windows = [];
    private float[][] _vectors = [];

    public EmbeddingGroup(TextSequences sequences, VectorMaker maker, bool isUrgent)
    {
        (_sequences, _maker) = (sequences, maker);
        Job = new(Take, isUrgent);
    }

    public EncodingJob Job { get; }

    /// <summary>Tokens of all texts.</summary>
    public long Tokens { get; private set; }

    public void Add(string text)
    {
        var (sequences, tokens) = _sequences.Add(Job, text);
        _windows.Add(sequences);
        Tokens += tokens;
        if (_vectors.Length < Job.Sequences.Count) Array.Resize(ref _vectors, Math.Max(Job.Sequences.Count, Math.Min(2 * _vectors.Length, 2048)));
    }

    /// <summary>The texts' vectors, in order, when the job is done.</summary>
    public IEnumerable<float[]> Vectors()
    {
        // The job's sequences are sorted by now.
        var lengths = new int[Job.Sequences.Count];
        foreach (var sequence in Job.Sequences) lengths[sequence.Index] = sequence.Length;
        var first = 0;
        foreach (var windows in _windows)
        {
            yield return windows == 1 ? _vectors[first] : _maker.Average(_vectors.AsSpan(first, windows), lengths.AsSpan(first, windows));
            first += windows;
        }
    }

    private void Take(int index, ReadOnlySpan<float> values) => _vectors[index] = Finite(_maker.Make(values, _sequences.PrefixTokens));

    private static float[] Finite(float[] vector)
    {
        foreach (var x in MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(vector), vector.Length))
            if (!float.IsFinite(x)) throw new RagConfigurationException("The model made a vector that is infinite or not a number; its weights are damaged, or too coarse for its provider.");
        return vector;
    }
}
