using System.Diagnostics;
using Edify.Rag.Embeddings.Onnx;
using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Benchmarks.Scenarios.Embeddings;

/// <summary>The batches that our queue makes of texts, run by ONNX Runtime with as many threads and nothing around them.</summary>
internal sealed class BareRuns : IDisposable
{
    private readonly OrtSession _session;
    private readonly EncoderPorts _ports;
    private readonly List<(BatchBuffers Buffers, int Rows, int Columns)> _batches = [];
    private readonly int _texts;
    private readonly int _threads;

    public BareRuns(LoadedEncoder encoder, IReadOnlyList<int[]> texts)
    {
        _texts = texts.Count;
        _threads = encoder.Layout.Workers;
        _session = new(encoder.Library, encoder.File, new() { Threads = encoder.Layout.Threads });
        _ports = encoder.Ports;
        var job = new EncodingJob((_, _) => { }, isUrgent: false);
        foreach (var text in texts) job.Add(job.Tokens.Add(text, new byte[text.Length]), text.Length);
        _ = job.Begin(CancellationToken.None);
        var queue = new SequenceQueue(encoder.Layout.Limits, _threads);
        queue.Add(job);
        var batch = new List<PendingSequence>();
        for (var left = _texts; left > 0; left -= batch.Count)
        {
            queue.Take(batch);
            var buffers = new BatchBuffers(_ports);
            buffers.Fill(batch, batch.Count, batch[0].Length, padding: 0);
            _batches.Add((buffers, batch.Count, batch[0].Length));
        }
    }

    public double TextsPerSecond()
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, _threads).Select(_ => new Thread(() =>
        {
            var output = new BatchBuffers(_ports);
            while (Interlocked.Increment(ref next) is var i && i < _batches.Count)
            {
                var (buffers, rows, columns) = _batches[i];
                _session.Run(buffers.Inputs(rows, columns), _ports.Output, output.Output(rows, columns));
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return _texts / watch.Elapsed.TotalSeconds;
    }

    public void Dispose() => _session.Dispose();
}
