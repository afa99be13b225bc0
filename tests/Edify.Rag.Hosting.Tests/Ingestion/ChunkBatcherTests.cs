using System.Threading.Channels;
using Edify.Rag.Hosting.Ingestion;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Ingestion;

public class ChunkBatcherTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ChunkQueue _queue = new(1000, 1 << 20, 8);
    private readonly Channel<List<WorkItem>> _batches = Channel.CreateUnbounded<List<WorkItem>>();

    [Fact]
    public async Task A_batch_is_filled_from_as_many_documents_as_it_takes()
    {
        var running = RunAsync(new() { BatchSize = 4 });
        for (var document = 0; document < 4; document++) await SendAsync(Job($"{document}.txt"), 3);
        _queue.Complete();
        await running;
        var sizes = await _batches.Reader.ReadAllAsync().Select(b => b.Count).ToListAsync();
        Assert.Equal([4, 4, 4], sizes);
    }

    [Fact]
    public async Task What_is_not_full_in_time_goes_as_it_is()
    {
        var running = RunAsync(new() { BatchSize = 100, MaxBatchDelay = TimeSpan.FromSeconds(2) });
        await SendAsync(Job("a.txt"), 3);
        List<WorkItem>? batch;
        while (!_batches.Reader.TryRead(out batch))
        {
            await Task.Delay(1);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(batch.Count, 1, 3);
        Assert.False(running.IsCompleted);
        _queue.Complete();
        await running;
    }

    [Fact]
    public async Task A_sign_sends_what_there_is()
    {
        var running = RunAsync(new() { BatchSize = 100, MaxBatchDelay = TimeSpan.FromMinutes(1) });
        await SendAsync(Job("a.txt"), 3);
        await _queue.FlushAsync(default);
        Assert.Equal(3, (await _batches.Reader.ReadAsync()).Count);
        _queue.Complete();
        await running;
    }

    [Fact]
    public async Task Long_chunks_make_small_batches_so_that_bytes_stay_bounded()
    {
        var running = RunAsync(new() { BatchSize = 100 });
        var sending = SendAsync(Job("a.txt"), 40, length: 20_000);
        var held = new List<WorkItem>();
        while (held.Count < 40)
        {
            var batch = await _batches.Reader.ReadAsync();
            held.AddRange(batch);
            Assert.True(batch.Sum(i => i.Cost) <= (1 << 20) / 2);
            foreach (var item in batch) _queue.Return(item);
            if (held.Count > 36) await _queue.FlushAsync(default);
        }

        await sending;
        _queue.Complete();
        await running;
    }

    private Task RunAsync(IngestionOptions options) =>
        Task.Run(() => new ChunkBatcher(_queue, _batches.Writer, options, _time).RunAsync(CancellationToken.None));

    private async Task SendAsync(DocumentJob job, int chunks, int length = 10)
    {
        for (var i = 0; i < chunks; i++) await _queue.SendAsync(job, new(i, new string('x', length)), default);
    }

    private static DocumentJob Job(string name) => new(new("t", "s", name), new(name, 10, "1", DateTimeOffset.UnixEpoch), null);
}
