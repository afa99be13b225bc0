using System.Threading.Channels;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>A chunk between its reader and the store.</summary>
/// <param name="Job">Its document; <see langword="null"/> in a sign to send a batch as it is.</param>
/// <param name="Chunk">The chunk.</param>
/// <param name="Cost">Bytes it took out of the budget.</param>
internal readonly record struct WorkItem(DocumentJob Job, Chunk Chunk, long Cost)
{
    public bool IsFlush => Job is null;
}

/// <summary>Where readers hand chunks on, bounded in number and in bytes of text and vectors until they are written.</summary>
internal sealed class ChunkQueue(int capacity, long maxBytes, int dimension)
{
    // An object each for chunk, record, fields and names.
    private const int Overhead = 1024;

    private readonly Channel<WorkItem> _channel = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private readonly ByteBudget _budget = new(maxBytes);

    /// <summary>Bytes of chunks that may be under way.</summary>
    public long MaxBytes => maxBytes;

    public ChannelReader<WorkItem> Reader => _channel.Reader;

    public async ValueTask SendAsync(DocumentJob job, Chunk chunk, CancellationToken cancellationToken)
    {
        var cost = await _budget.TakeAsync(Cost(chunk), cancellationToken).ConfigureAwait(false);
        job.Progress.ChunkSent();
        await _channel.Writer.WriteAsync(new(job, chunk, cost), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the batch that is being filled sent as it is.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => _channel.Writer.WriteAsync(default, cancellationToken);

    public void Complete() => _channel.Writer.Complete();

    /// <summary>Gives back what a chunk took.</summary>
    public void Return(WorkItem item) => _budget.Return(item.Cost);

    // Two bytes a character: once as the chunk has it, once as it is embedded; and its vector.
    private long Cost(Chunk chunk) =>
        4L * (chunk.Text.Length + chunk.Preface.Length + chunk.Window.Length) + 4L * dimension + Overhead;
}
