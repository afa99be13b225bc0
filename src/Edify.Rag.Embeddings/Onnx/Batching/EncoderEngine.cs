using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>How the work on a model is shared out.</summary>
/// <param name="Workers">Batches that are computed at a time.</param>
/// <param name="Threads">Threads that share a batch.</param>
/// <param name="Limits">How large a batch may be.</param>
internal sealed record EngineLayout(int Workers, int Threads, BatchLimits Limits);

/// <summary>A transformer with its workers, each a thread that computes one batch after the other.</summary>
/// <remarks>All workers share one session, and with it one copy of the weights. Safe for concurrent use.</remarks>
internal sealed class EncoderEngine : IDisposable
{
    private readonly OrtSession _session;
    private readonly EncoderPorts _ports;
    private readonly SequenceQueue _queue;
    private readonly Thread[] _workers;
    private readonly int _padding;
    private int _isDisposed;

    public EncoderEngine(OrtSession session, EncoderPorts ports, EngineLayout layout, int padding)
    {
        (_session, _ports, _padding) = (session, ports, padding);
        var limits = ports.FixedRows > 0 ? layout.Limits with { Texts = Math.Min(ports.FixedRows, layout.Limits.Texts) } : layout.Limits;
        _queue = new(limits, layout.Workers);
        _workers = new Thread[layout.Workers];
        for (var i = 0; i < _workers.Length; i++)
        {
            // It would otherwise hold the context of whoever asked for the model first.
            _workers[i] = new(Work) { IsBackground = true, Name = $"onnx {i}" };
            _workers[i].UnsafeStart();
        }
    }

    /// <summary>Computes a job.</summary>
    /// <param name="job">With all of its texts.</param>
    /// <param name="cancellationToken">Stops it before its next batch.</param>
    /// <exception cref="RagConfigurationException">The model failed.</exception>
    public Task RunAsync(EncodingJob job, CancellationToken cancellationToken)
    {
        if (job.Sequences.Count == 0) return Task.CompletedTask;
        var done = job.Begin(cancellationToken);
        _queue.Add(job);
        return done;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        _queue.Close();
        foreach (var worker in _workers) worker.Join();
        _session.Dispose();
    }

    private void Work()
    {
        var buffers = new BatchBuffers(_ports);
        var batch = new List<PendingSequence>();
        while (_queue.Take(batch))
        {
            Compute(batch, buffers);
            foreach (var sequence in batch) sequence.Job.Settle();
        }
    }

    // Whatever goes wrong belongs to those who wait: the worker goes on with the next batch.
    private void Compute(List<PendingSequence> batch, BatchBuffers buffers)
    {
        var rows = Math.Max(batch.Count, _ports.FixedRows);
        var columns = _ports.FixedColumns > 0 ? _ports.FixedColumns : batch[0].Length;
        try
        {
            buffers.Fill(batch, rows, columns, _padding);
            _session.Run(buffers.Inputs(rows, columns), _ports.Output, buffers.Output(rows, columns));
            for (var row = 0; row < batch.Count; row++)
                if (!batch[row].Job.IsOver) batch[row].Job.Take(batch[row], buffers.Answer(row, columns, batch[row].Length));
        }
        catch (OrtException e)
        {
            foreach (var sequence in batch) sequence.Job.Fail(EncodingJob.Failure(_session.Path, rows, columns, e));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            foreach (var sequence in batch) sequence.Job.Fail(e);
        }
    }
}
