using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Finds by trying how a model's work is best shared out on this machine.</summary>
/// <param name="open">Loads the model.</param>
/// <param name="settings">How, but for its threads.</param>
/// <param name="layouts">What is tried.</param>
/// <param name="maxLength">The most tokens that the model takes.</param>
/// <param name="time">Measures.</param>
internal sealed class EngineCalibration(
    Func<OrtSessionSettings, (OrtSession Session, EncoderPorts Ports)> open, OrtSessionSettings settings, EngineLayouts layouts, int maxLength, TimeProvider time)
{
    private const int Texts = 24;
    private const int TextTokens = 64;
    private const int Rounds = 3;

    /// <summary>The fastest of the layouts that make use of all cores.</summary>
    public EngineLayout Choose() => Measure().MaxBy(measured => measured.TokensPerSecond).Layout;

    /// <summary>Each of them, with the tokens that the model gets through in a second.</summary>
    public IEnumerable<(EngineLayout Layout, double TokensPerSecond)> Measure()
    {
        foreach (var layout in layouts.Candidates(Environment.ProcessorCount))
        {
            var (session, ports) = open(settings with { Threads = layout.Threads });
            using var engine = new EncoderEngine(session, ports, layout, padding: 0);
            yield return (layout, Texts * layout.Workers * Length / Fastest(engine, Texts * layout.Workers, Length).TotalSeconds);
        }
    }

    /// <summary>The best of a few rounds, since whatever else the machine does only ever slows them down.</summary>
    /// <param name="engine">What computes.</param>
    /// <param name="texts">How many texts.</param>
    /// <param name="length">How many tokens each.</param>
    public TimeSpan Fastest(EncoderEngine engine, int texts, int length)
    {
        var best = TimeSpan.MaxValue;
        for (var round = -1; round < Rounds; round++)
        {
            var started = time.GetTimestamp();
            // A model is loaded by a factory, which cannot wait otherwise.
            Task.Run(() => engine.RunAsync(Job(texts, length), CancellationToken.None)).GetAwaiter().GetResult();
            if (round >= 0 && time.GetElapsedTime(started) is var elapsed && elapsed < best) best = elapsed;
        }

        return best;
    }

    private int Length => Math.Min(TextTokens, maxLength);

    private static EncodingJob Job(int texts, int length)
    {
        var job = new EncodingJob((_, _) => { }, isUrgent: false);
        for (var text = 0; text < texts; text++) job.Add(job.Tokens.Add(new int[length], new byte[length]), length);
        return job;
    }
}
