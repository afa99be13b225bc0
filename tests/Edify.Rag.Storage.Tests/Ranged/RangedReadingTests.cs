using Edify.Rag.Storage.Memory;

namespace Edify.Rag.Storage.Tests.Ranged;

public sealed class RangedReadingTests
{
    private const int Block = RangedBlob.BlockBytes;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Block)]
    public async Task A_blob_of_one_block_takes_one_request(int size)
    {
        var blob = await RangedBlob.OfAsync(size);
        await using (var stream = await blob.OpenAsync())
        {
            Assert.Equal(size, stream.Length);
            Assert.Equal(blob.Content, await ReadAllAsync(stream));
            stream.Position = 0;
            Assert.Equal(blob.Content, await ReadAllAsync(stream));
        }

        Assert.Single(blob.Source.Requests);
        Assert.Equal((0, 0), (blob.Pool.Live, blob.Source.Open));
    }

    [Fact]
    public async Task Reading_forward_takes_ever_longer_requests_and_no_byte_twice()
    {
        const int Blocks = 1000;
        var blob = await RangedBlob.OfAsync(Blocks * Block - 5);
        await using (var stream = await blob.OpenAsync()) Assert.Equal(blob.Content, await ReadAllAsync(stream, pieces: 700));

        Assert.InRange(blob.Source.Requests.Count, 2, 11);
        Assert.Equal(blob.Content.Length, blob.Source.Served);
        var end = 0L;
        foreach (var request in blob.Source.Requests)
        {
            Assert.Equal(end, request.Offset);
            end = request.Offset + request.Length;
        }
    }

    [Fact]
    public async Task A_reader_with_room_for_all_of_it_takes_two_requests()
    {
        var blob = await RangedBlob.OfAsync(50 * Block);
        await using var stream = await blob.OpenAsync();
        var all = new byte[blob.Content.Length];
        await stream.ReadExactlyAsync(all);
        Assert.Equal(blob.Content, all);
        Assert.Equal([new(0, Block), new(Block, 49 * Block)], blob.Source.Requests);
    }

    [Fact]
    public async Task The_end_is_read_without_the_middle()
    {
        var blob = await RangedBlob.OfAsync(1000 * Block);
        await using var stream = await blob.OpenAsync();
        stream.Seek(-100, SeekOrigin.End);
        var tail = new byte[100];
        await stream.ReadExactlyAsync(tail);
        Assert.Equal(blob.Content[^100..], tail);
        Assert.Equal([new(0, Block), new(999 * Block, Block)], blob.Source.Requests);
        Assert.InRange(blob.Source.Served, Block, 2 * Block);
    }

    [Fact]
    public async Task What_is_held_is_not_requested_again()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        await using var stream = await blob.OpenAsync();
        for (var round = 0; round < 5; round++)
        {
            foreach (var block in (int[])[90, 10, 50])
            {
                stream.Position = block * Block + round;
                Assert.Equal(blob.Content[block * Block + round], await ByteAsync(stream));
            }
        }

        Assert.Equal(4, blob.Source.Requests.Count);
    }

    [Fact]
    public async Task Of_what_is_held_the_latest_stays()
    {
        var blob = await RangedBlob.OfAsync(100 * Block);
        await using var stream = await blob.OpenAsync();
        for (var block = 10; block < 90; block += 2)
        {
            stream.Position = 50 * Block + 1; // used all the time
            await ByteAsync(stream);
            stream.Position = block * Block;
            Assert.Equal(blob.Content[block * Block], await ByteAsync(stream));
        }

        Assert.Single(blob.Source.Requests, r => r.Offset == 50 * Block);
        Assert.InRange(blob.Pool.Most, 2, 8);
    }

    [Fact]
    public async Task Blocks_come_ahead_of_the_reader_and_no_further_than_allowed()
    {
        var blob = await RangedBlob.OfAsync(1000 * Block);
        await using var stream = await blob.OpenAsync();
        var part = new byte[20 * Block];
        await stream.ReadExactlyAsync(part);
        stream.Position = 20 * Block; // the first block of the next request
        await ByteAsync(stream);

        // Blocks 20 to 23: the one that is read, and three ahead of it.
        await Soon.IsAsync(() => blob.Source.Served >= 24 * Block, "three blocks come ahead");
        for (var i = 0; i < 1000; i++) await Task.Yield();
        Assert.Equal(24 * Block, blob.Source.Served);
        Assert.InRange(blob.Pool.Most, 5, 8);
    }

    [Fact]
    public async Task What_came_ahead_is_still_there_after_a_look_back()
    {
        var blob = await RangedBlob.OfAsync(1000 * Block);
        await using var stream = await blob.OpenAsync();
        await stream.ReadExactlyAsync(new byte[20 * Block]);
        await ByteAsync(stream);
        await Soon.IsAsync(() => blob.Source.Served >= 24 * Block, "three blocks come ahead");
        foreach (var block in (int[])[16, 17, 18, 19, 21, 22, 23, 24, 25])
        {
            stream.Position = block * Block;
            Assert.Equal(blob.Content[block * Block], await ByteAsync(stream));
            await Soon.IsAsync(() => blob.Source.Served >= (block + 4) * Block, $"three blocks come ahead of block {block}");
        }

        Assert.Equal(3, blob.Source.Requests.Count);
    }

    [Fact]
    public async Task However_much_is_read_only_the_capacity_is_held()
    {
        var blob = await RangedBlob.OfAsync(300 * Block + 17);
        var random = new Random(3);
        await using (var stream = await blob.OpenAsync())
        {
            for (var i = 0; i < 400; i++)
            {
                stream.Position = random.Next(blob.Content.Length);
                var length = random.Next(1, 20 * Block);
                var part = new byte[length];
                var read = await stream.ReadAtLeastAsync(part, length, throwOnEndOfStream: false);
                Assert.True(part.AsSpan(0, read).SequenceEqual(blob.Content.AsSpan((int)stream.Position - read, read)));
            }
        }

        Assert.InRange(blob.Pool.Most, 8, 8);
        Assert.Equal((0, 0), (blob.Pool.Live, blob.Source.Open));
    }

    [Fact]
    public async Task A_store_whose_streams_seek_is_not_wrapped()
    {
        var blob = await RangedBlob.OfAsync(20 * Block);
        await using var stream = await blob.Store.OpenSeekableAsync(blob.Item, blob.Options);
        Assert.IsType<InMemoryBlobStream>(stream);
        Assert.Equal(blob.Content, await ReadAllAsync(stream));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Block)]
    public async Task A_short_blob_of_a_store_whose_streams_seek_is_opened_once_and_closed_with_its_stream(int size)
    {
        var blob = await RangedBlob.OfAsync(size);
        var source = new SeekingSource(blob.Store);
        await using (var stream = await source.OpenSeekableAsync(blob.Item, blob.Options))
        {
            Assert.Equal(size, stream.Length);
            Assert.Equal(blob.Content, await ReadAllAsync(stream));
            stream.Position = 0;
            Assert.Equal(blob.Content.Take(1), size == 0 ? [] : [(byte)stream.ReadByte()]);
        }

        (await source.OpenSeekableAsync(blob.Item, blob.Options)).Dispose();
        Assert.Equal(2, source.Opened.Count);
        Assert.All(source.Opened, opened => Assert.False(opened.CanRead));
    }

    [Fact]
    public async Task A_short_blob_of_a_store_whose_streams_seek_observes_the_token_it_was_opened_with()
    {
        using var stop = new CancellationTokenSource();
        var blob = await RangedBlob.OfAsync(100);
        await using var stream = await blob.Store.OpenSeekableAsync(blob.Item, blob.Options, cancellationToken: stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.ReadExactlyAsync(new byte[1], CancellationToken.None));
    }

    [Fact]
    public async Task The_position_may_be_anywhere_and_behind_the_end_there_is_nothing()
    {
        var blob = await RangedBlob.OfAsync(3 * Block);
        await using var stream = await blob.OpenAsync();
        stream.Position = blob.Content.Length + 5L;
        Assert.Equal(0, await stream.ReadAsync(new byte[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = -1);
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
        Assert.Single(blob.Source.Requests);
    }

    private static async Task<int> ByteAsync(Stream stream)
    {
        var one = new byte[1];
        await stream.ReadExactlyAsync(one);
        return one[0];
    }

    private static async Task<byte[]> ReadAllAsync(Stream stream, int pieces = 5000)
    {
        var all = new MemoryStream();
        await stream.CopyToAsync(all, pieces);
        return all.ToArray();
    }

    /// <summary>Hands out streams that seek, and keeps them.</summary>
    private sealed class SeekingSource(IBlobSource inner) : IBlobSource
    {
        public List<MemoryStream> Opened { get; } = [];

        public string Location => inner.Location;

        public IAsyncEnumerable<BlobItem> ListAsync(string prefix = "", CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

        public async Task<Stream> OpenReadAsync(string name, BlobRange? range = null, string? etag = null, CancellationToken cancellationToken = default)
        {
            await using var content = await inner.OpenReadAsync(name, range, etag, cancellationToken);
            var held = new MemoryStream();
            await content.CopyToAsync(held, cancellationToken);
            held.Position = 0;
            Opened.Add(held);
            return held;
        }
    }
}
