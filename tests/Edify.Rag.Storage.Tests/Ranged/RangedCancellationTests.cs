namespace Edify.Rag.Storage.Tests.Ranged;

public sealed class RangedCancellationTests
{
    private const int Block = RangedBlob.BlockBytes;

    [Fact]
    public async Task A_read_that_waits_is_cancelled_and_the_stream_goes_on()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        var release = new TaskCompletionSource();
        blob.Source.BeforeAnswer = (number, token) => number == 1 ? release.Task.WaitAsync(token) : Task.CompletedTask;
        await using var stream = await blob.OpenAsync();
        stream.Position = 5 * Block;
        using var cancel = new CancellationTokenSource();
        var part = new byte[10];
        var reading = stream.ReadAsync(part, cancel.Token).AsTask();
        Assert.False(reading.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.EndsAsync("a read that was cancelled"));

        release.SetResult();
        await stream.ReadExactlyAsync(part).AsTask().EndsAsync("a read behind a cancelled one");
        Assert.Equal(blob.Content[(5 * Block)..(5 * Block + 10)], part);
        Assert.Equal(2, blob.Source.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_token_of_the_opening_stops_reads_and_what_runs_ahead(bool isBlocking)
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        blob.Source.FaultOf = number => number == 1 ? BodyFault.Silence(2 * Block) : null;
        using var cancel = new CancellationTokenSource();
        await using var stream = await blob.OpenAsync(cancel.Token);
        var all = new byte[blob.Content.Length];
        var reading = isBlocking
            ? Task.Run(() => stream.ReadExactly(all), CancellationToken.None)
            : stream.ReadExactlyAsync(all).AsTask();
        await Soon.IsAsync(() => blob.Source.Served >= 3 * Block, "three blocks are served");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.EndsAsync("a read whose opening was cancelled"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.ReadExactlyAsync(all).AsTask().EndsAsync("a read behind a cancelled opening"));
    }

    [Fact]
    public async Task Opening_is_cancelled()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        blob.Source.BeforeAnswer = (_, token) => Task.Delay(Timeout.Infinite, token);
        using var cancel = new CancellationTokenSource();
        var opening = blob.OpenAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.EndsAsync("an opening that was cancelled"));
        Assert.Single(blob.Source.Requests);
    }

    [Fact]
    public async Task Disposal_stops_what_runs_ahead_and_gives_every_buffer_back()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        blob.Source.FaultOf = number => number == 1 ? BodyFault.Silence(2 * Block + 100) : null;
        var stream = await blob.OpenAsync();
        await stream.ReadExactlyAsync(new byte[Block]);
        Assert.True(await stream.ReadAsync(new byte[50 * Block]) > 0);
        await Soon.IsAsync(() => blob.Source.Served >= 3 * Block + 100, "all is served that comes before the silence");
        Assert.Equal((4, 1), (blob.Pool.Live, blob.Source.Open));

        await stream.DisposeAsync().AsTask().EndsAsync("the disposal");
        Assert.Equal((0, 0), (blob.Pool.Live, blob.Source.Open));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await stream.ReadExactlyAsync(new byte[1]));
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Disposal_that_does_not_wait_gives_buffers_back_too()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        blob.Source.FaultOf = number => number == 0 ? BodyFault.Silence(100) : null;
        var stream = await blob.OpenAsync();
        Assert.True(await stream.ReadAsync(new byte[50]) > 0);
        stream.Dispose();
        await Soon.IsAsync(() => blob.Pool.Live == 0 && blob.Source.Open == 0, "buffers and connections are given back");
    }

    [Fact]
    public async Task A_jump_stops_what_runs_ahead()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        blob.Source.FaultOf = number => number == 1 ? BodyFault.Silence(2 * Block + 100) : null;
        await using var stream = await blob.OpenAsync();
        await stream.ReadExactlyAsync(new byte[Block]);
        Assert.True(await stream.ReadAsync(new byte[50 * Block]) > 0);
        stream.Position = 90 * Block;
        var part = new byte[Block];
        await stream.ReadExactlyAsync(part).AsTask().EndsAsync("a read behind a jump");
        Assert.Equal(blob.Content[(90 * Block)..(91 * Block)], part);
        Assert.InRange(blob.Source.Open, 0, 1);
    }

    [Fact]
    public async Task Synchronous_reads_do_not_lock_up_where_a_thread_runs_all_continuations()
    {
        var blob = await RangedBlob.OfAsync(20 * Block);
        blob.Source.FaultOf = number => number == 1 ? BodyFault.Reset(100) : null;
        var all = new byte[blob.Content.Length];
        var stream = await blob.OpenAsync();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverContext());
            stream.ReadExactly(all);
            stream.Dispose();
        }) { IsBackground = true };
        thread.Start();
        await Soon.IsAsync(() => !thread.IsAlive, "the thread has read all");
        Assert.Equal(blob.Content, all);
    }

    /// <summary>A context whose one thread is busy for good.</summary>
    private sealed class NeverContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) { }

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();
    }
}
