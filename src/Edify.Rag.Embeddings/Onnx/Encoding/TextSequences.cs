using System.Buffers;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Makes of texts what a job computes: one sequence each, or several where a long one is cut into windows.</summary>
/// <remarks>Used by one thread, for one job after the other.</remarks>
internal sealed class TextSequences
{
    private readonly LoadedEncoder _model;
    private readonly OnnxLongTexts _longTexts;
    private readonly int _maxWindows;
    private readonly string _prefix;
    private readonly bool _lowersCase;
    private readonly int _room;
    private readonly TokenBuffer _buffer = new();

    public TextSequences(LoadedEncoder model, OnnxEmbeddingOptions options, string prefix, bool lowersCase)
    {
        (_model, _prefix, _lowersCase) = (model, lowersCase ? prefix.ToLowerInvariant() : prefix, lowersCase);
        (_longTexts, _maxWindows) = (options.LongTexts, options.MaxWindows);
        model.Tokenizer.Encode(_prefix, _buffer, model.MaxLength);
        // Special tokens stand on both sides; behind a prefix the last of them does not.
        PrefixTokens = prefix.Length == 0 ? 0 : Math.Max(0, _buffer.Count - 1);
        _room = model.MaxLength - _buffer.Count;
        if (_room < 1) throw new RagConfigurationException($"MaxLength is {model.MaxLength}, and the prefix with the special tokens takes {_buffer.Count}; nothing is left for texts.");
    }

    /// <summary>How many tokens of each text come from the prefix.</summary>
    public int PrefixTokens { get; }

    /// <summary>Adds a text to a job.</summary>
    /// <returns>Number of sequences, and of their tokens.</returns>
    /// <exception cref="RagConfigurationException">The tokenizer is not the model's.</exception>
    public (int Sequences, int Tokens) Add(EncodingJob job, string text)
    {
        if (_lowersCase) text = text.ToLowerInvariant();
        if (_longTexts == OnnxLongTexts.Truncate) return (1, AddOne(job, text));

        var (sequences, tokens) = (0, 0);
        foreach (var window in Windows(text))
        {
            tokens += AddOne(job, text.AsSpan()[window]);
            sequences++;
        }

        return (sequences, tokens);
    }

    private List<Range> Windows(string text)
    {
        _model.Tokenizer.Encode(text, _buffer, (int)Math.Min(int.MaxValue, (long)_room * _maxWindows), addSpecialTokens: false);
        var spans = _buffer.Spans;
        var windows = new List<Range>();
        for (var first = 0; first < spans.Length;)
        {
            var end = Math.Min(spans.Length, first + _room);
            // A word stays whole, unless it fills the window.
            var cut = end;
            while (cut < spans.Length && cut > first + 1 && spans[cut].Start == spans[cut - 1].End && !char.IsWhiteSpace(text[spans[cut].Start])) cut--;
            if (cut > first + 1) end = cut;
            windows.Add(spans[first].Start..spans[end - 1].End);
            first = end;
        }

        return windows.Count > 0 ? windows : [0..0];
    }

    private int AddOne(EncodingJob job, ReadOnlySpan<char> text)
    {
        if (_prefix.Length == 0)
        {
            _model.Tokenizer.Encode(text, _buffer, _model.MaxLength);
        }
        else
        {
            var whole = ArrayPool<char>.Shared.Rent(_prefix.Length + text.Length);
            _prefix.CopyTo(whole);
            text.CopyTo(whole.AsSpan(_prefix.Length));
            _model.Tokenizer.Encode(whole.AsSpan(0, _prefix.Length + text.Length), _buffer, _model.MaxLength);
            ArrayPool<char>.Shared.Return(whole);
        }

        return SequenceTokens.Add(job, _buffer, _model);
    }
}
