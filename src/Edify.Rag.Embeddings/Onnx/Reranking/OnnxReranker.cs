using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Scores question and passage together by a cross-encoder (Nogueira and Cho, "Passage Re-ranking with BERT", 2019).</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class OnnxReranker : IReranker, IDisposable
{
    private readonly LoadedEncoder _encoder;
    private readonly OnnxRerankerOptions _options;
    private readonly OnnxRerankScore _score;

    private OnnxReranker(LoadedEncoder encoder, OnnxRerankerOptions options, OnnxRerankScore score) => (_encoder, _options, _score) = (encoder, options, score);

    /// <summary>What was loaded.</summary>
    public LoadedEncoder Encoder => _encoder;

    /// <exception cref="RagConfigurationException">The model or the library can't be used.</exception>
    public static OnnxReranker Load(OnnxRerankerOptions options, TimeProvider time)
    {
        var folder = Path.GetFullPath(options.ModelPath);
        if (!Directory.Exists(folder)) throw new RagConfigurationException($"There is no model at '{folder}'. Name the folder that sentence-transformers or Optimum wrote.");
        var config = ModelConfig.Read(folder);
        var encoder = LoadedEncoder.Load(options, folder, config, trainedLength: null, Ports, time);
        // As the library that trained it has it: a sigmoid, unless the folder says otherwise. A blend needs scores between 0 and 1.
        var told = config.Activation.EndsWith("Identity", StringComparison.Ordinal) && options.RetrievalWeight == 0 ? OnnxRerankScore.Logit : OnnxRerankScore.Sigmoid;
        return new(encoder, options, options.Score ?? told);
    }

    public async Task<IReadOnlyList<RetrievedChunk>> RerankAsync(string question, IReadOnlyList<RetrievedChunk> passages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        cancellationToken.ThrowIfCancellationRequested();
        if (passages.Count == 0) return [];

        var top = _options.Top > 0 ? Math.Min(_options.Top, passages.Count) : passages.Count;
        var blend = new RetrievalBlend(passages, _options.RetrievalWeight, top);
        var scores = new double?[passages.Count];
        foreach (var round in blend.Rounds(_encoder.Layout))
        {
            if (blend.IsSettled(scores, round[0])) break;
            await ScoreAsync(question, passages, round, scores, blend, cancellationToken).ConfigureAwait(false);
        }

        return
        [
            .. Enumerable.Range(0, passages.Count)
                .Where(i => scores[i] is not null)
                .OrderByDescending(i => scores[i])
                .ThenBy(i => i)
                .Take(top)
                .Select(i => passages[i] with { Score = scores[i]!.Value, RerankScore = scores[i] }),
        ];
    }

    public void Dispose() => _encoder.Dispose();

    private async Task ScoreAsync(
        string question, IReadOnlyList<RetrievedChunk> passages, int[] round, double?[] scores, RetrievalBlend blend, CancellationToken cancellationToken)
    {
        var logits = new float[round.Length];
        // Somebody waits for the order.
        var job = new EncodingJob((index, values) => logits[index] = Logit(values), isUrgent: true);
        var buffer = new TokenBuffer();
        foreach (var passage in round)
        {
            _encoder.Tokenizer.EncodePair(question, passages[passage].Record.Text, buffer, _encoder.MaxLength, PairTruncation.LongestFirst);
            SequenceTokens.Add(job, buffer, _encoder);
        }

        await _encoder.Engine.RunAsync(job, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < round.Length; i++)
        {
            if (!float.IsFinite(logits[i])) throw new RagConfigurationException($"The model '{_encoder.File}' gave a score that is infinite or not a number; its weights are damaged, or too coarse for its provider.");
            scores[round[i]] = blend.Score(round[i], _score == OnnxRerankScore.Logit ? logits[i] : 1 / (1 + Math.Exp(-logits[i])));
        }
    }

    // Of a classifier into "no" and "yes", the difference is the logit of "yes".
    private static float Logit(ReadOnlySpan<float> values) => values.Length == 1 ? values[0] : values[1] - values[0];

    /// <summary>Finds the output of the scores.</summary>
    /// <exception cref="RagConfigurationException">There is none.</exception>
    public static EncoderPorts Ports(OrtSession session)
    {
        const string wanted = "output of one score, or of one for no and one for yes, for each text";
        var ports = EncoderPorts.Discover(session, outputs => Enumerable.Range(0, outputs.Count).Where(i => outputs[i].Shape.Count == 2).DefaultIfEmpty(-1).First(), wanted);
        return ports.Dimension is 1 or 2
            ? ports
            : throw new RagConfigurationException($"The model '{session.Path}' has no {wanted}: it gives {ports.Dimension} numbers. It is no cross-encoder; export one with --task text-classification.");
    }
}
