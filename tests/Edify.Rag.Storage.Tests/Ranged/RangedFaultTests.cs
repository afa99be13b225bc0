namespace Edify.Rag.Storage.Tests.Ranged;

public sealed class RangedFaultTests
{
    private const int Block = RangedBlob.BlockBytes;

    [Fact]
    public async Task A_reset_in_the_middle_goes_on_from_the_byte_where_it_was()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        blob.Source.FaultOf = number => number == 1 ? BodyFault.Reset(7777) : null;
        Assert.Equal(blob.Content, await ReadAtOnceAsync(blob));
        Assert.Equal([new(0, Block), new(Block, 99 * Block), new(Block + 7777, 99 * Block - 7777)], blob.Source.Requests);
        Assert.Equal(blob.Content.Length, blob.Source.Served);
    }

    [Fact]
    public async Task An_answer_that_ends_early_is_asked_for_the_rest()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        blob.Source.FaultOf = number => number < 3 ? BodyFault.End(2000) : null;
        Assert.Equal(blob.Content, await ReadAtOnceAsync(blob));
        Assert.Equal([0, 2000, 4000], blob.Source.Requests.Take(3).Select(r => r.Offset));
    }

    [Fact]
    public async Task Any_number_of_breaks_is_survived_while_bytes_come()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        blob.Options.MaxRetries = 1;
        blob.Source.FaultOf = _ => BodyFault.Reset(3000);
        Assert.Equal(blob.Content, await ReadAtOnceAsync(blob));
        Assert.InRange(blob.Source.Requests.Count, 100 * Block / 3000, 200 * Block / 3000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bytes_that_never_come_are_an_error_and_not_zeros(bool isReset)
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        blob.Source.FaultOf = _ => isReset ? BodyFault.Reset(0) : BodyFault.End(0);
        await using var stream = await blob.OpenAsync();
        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(async () => await stream.ReadExactlyAsync(new byte[10]));
        Assert.True(error.IsTransient);
        Assert.Equal(("memory", "test", "book.pdf"), (error.Store, error.Container, error.Blob));
        Assert.Equal(1 + blob.Options.MaxRetries, blob.Source.Requests.Count);
    }

    [Fact]
    public async Task A_stall_is_given_up_and_asked_anew()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        blob.Options.StallTimeout = TimeSpan.FromMilliseconds(300);
        blob.Source.FaultOf = number => number is 0 or 1 ? BodyFault.Silence(1000) : null;
        blob.Source.BeforeAnswer = (number, token) => number == 2 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;
        Assert.Equal(blob.Content, await ReadAtOnceAsync(blob).EndsAsync("a read over three stalls"));
        Assert.Equal([0, 1000, 2000, 2000], blob.Source.Requests.Take(4).Select(r => r.Offset));
        Assert.Equal(0, blob.Source.Open);
    }

    [Fact]
    public async Task The_store_is_left_alone_for_as_long_as_it_asks()
    {
        var blob = await RangedBlob.OfAsync(100);
        var time = new SkippingTime();
        blob.Time = time;
        blob.Source.BeforeAnswer = (number, _) => number == 0 ? throw Busy(TimeSpan.FromSeconds(7)) : Task.CompletedTask;
        await using var stream = await blob.OpenAsync();
        Assert.Equal(2, blob.Source.Requests.Count);
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(time.Waited));
    }

    [Fact]
    public async Task A_store_that_asks_for_more_time_than_allowed_is_not_asked_again()
    {
        var blob = await RangedBlob.OfAsync(100);
        blob.Source.BeforeAnswer = (_, _) => throw Busy(TimeSpan.FromMinutes(7));
        var error = await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => blob.OpenAsync());
        Assert.Equal(TimeSpan.FromMinutes(7), error.RetryAfter);
        Assert.Single(blob.Source.Requests);
    }

    [Fact]
    public async Task Delays_grow_and_stay_below_the_longest()
    {
        var blob = await RangedBlob.OfAsync(100);
        var time = new SkippingTime();
        blob.Time = time;
        (blob.Options.RetryDelay, blob.Options.MaxRetryDelay, blob.Options.MaxRetries) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), 8);
        blob.Source.BeforeAnswer = (_, _) => throw Busy(null);
        await Assert.ThrowsAsync<BlobStoreUnavailableException>(() => blob.OpenAsync());
        Assert.Equal(8, time.Waited.Count);
        Assert.All(time.Waited, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.True(time.Waited.Skip(4).Sum(d => d.TotalSeconds) > time.Waited.Take(4).Sum(d => d.TotalSeconds), "Later delays are longer.");
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        blob.Source.BeforeAnswer = (number, _) => number == 0 ? Task.CompletedTask : throw new BlobAccessDeniedException("memory", "test", "book.pdf");
        await using var stream = await blob.OpenAsync();
        stream.Position = 5 * Block;
        await Assert.ThrowsAsync<BlobAccessDeniedException>(async () => await stream.ReadExactlyAsync(new byte[10]));
        Assert.Equal(2, blob.Source.Requests.Count);
    }

    [Fact]
    public async Task A_blob_that_changes_under_a_reader_is_an_error()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        await using var stream = await blob.OpenAsync();
        await stream.ReadExactlyAsync(new byte[Block]);
        await blob.ReplaceAsync();
        await Assert.ThrowsAsync<BlobChangedException>(async () => await stream.ReadExactlyAsync(new byte[10]));
        Assert.Equal(2, blob.Source.Requests.Count);
    }

    [Fact]
    public async Task A_blob_that_changes_before_a_retry_is_an_error()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        blob.Source.FaultOf = number => number == 1
            ? new(100, async _ =>
            {
                await blob.ReplaceAsync();
                throw new IOException("Connection reset by peer.");
            })
            : null;
        await Assert.ThrowsAsync<BlobChangedException>(() => ReadAtOnceAsync(blob));
    }

    [Fact]
    public async Task A_blob_that_goes_under_a_reader_is_not_found()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        await using var stream = await blob.OpenAsync();
        await stream.ReadExactlyAsync(new byte[Block]);
        await blob.Store.DeleteAsync(blob.Item.Name);
        await Assert.ThrowsAsync<BlobNotFoundException>(async () => await stream.ReadExactlyAsync(new byte[10]));
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_is_found_out()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        blob.Source.IgnoresRanges = true;
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => ReadAtOnceAsync(blob));
        Assert.False(error.IsTransient);
        Assert.Contains("ranges", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_may_be_read_once_it_is_mended()
    {
        var blob = await RangedBlob.OfAsync(10 * Block);
        blob.Options.MaxRetries = 0;
        blob.Source.FaultOf = number => number == 1 ? BodyFault.Reset(100) : null;
        await using var stream = await blob.OpenAsync();
        stream.Position = 5 * Block + 200;
        var one = new byte[1];
        await Assert.ThrowsAsync<BlobStoreUnavailableException>(async () => await stream.ReadExactlyAsync(one));
        Assert.Equal(1, await stream.ReadAsync(one));
        Assert.Equal(blob.Content[5 * Block + 200], one[0]);
    }

    [Fact]
    public async Task What_fails_ahead_of_a_reader_that_goes_elsewhere_does_not_matter()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        blob.Options.MaxRetries = 0;
        blob.Source.FaultOf = number => number == 1 ? BodyFault.Reset(2 * Block) : null;
        await using var stream = await blob.OpenAsync();
        await stream.ReadExactlyAsync(new byte[Block]);
        Assert.True(await stream.ReadAsync(new byte[40 * Block]) > 0);
        stream.Position = 80 * Block;
        var part = new byte[Block];
        await stream.ReadExactlyAsync(part);
        Assert.Equal(blob.Content[(80 * Block)..(81 * Block)], part);
    }

    private static BlobStoreUnavailableException Busy(TimeSpan? retryAfter) => new("memory", "test", "book.pdf", "The store is busy.", retryAfter);

    private static async Task<byte[]> ReadAtOnceAsync(RangedBlob blob)
    {
        await using var stream = await blob.OpenAsync();
        var all = new byte[blob.Content.Length];
        await stream.ReadExactlyAsync(all);
        return all;
    }
}
