namespace Edify.Rag.Conformance;

public abstract partial class BlobStoreSuite
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    /// <summary>A token that is cancelled already stops every member before it does anything.</summary>
    [Fact]
    public async Task Nothing_is_done_once_cancelled()
    {
        await UploadAsync("a.txt", "old");
        using var content = new MemoryStream([1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.OpenReadAsync("a.txt", cancellationToken: Cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.UploadAsync("a.txt", content, options: null, Cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.DeleteAsync("a.txt", Cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Store.ListAsync("", Cancelled)) { }
        });

        Assert.Equal("old", await ReadTextAsync("a.txt"));
        Assert.Single(await ListAsync());
    }

    /// <summary>A listing stops when it is cancelled on the way, by either token.</summary>
    /// <param name="byEnumerator">Whether the token comes with the enumeration.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_listing_stops_when_cancelled(bool byEnumerator)
    {
        for (var i = 0; i < 5; i++) await UploadAsync($"{i}.txt", "text");
        using var stop = new CancellationTokenSource();
        var listing = byEnumerator ? Store.ListAsync().WithCancellation(stop.Token) : Store.ListAsync("", stop.Token).WithCancellation(default);
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in listing)
            {
                seen++;
                await stop.CancelAsync();
            }
        });

        Assert.Equal(1, seen);
    }

    /// <summary>A stream observes the token it was opened with, and that of each read.</summary>
    [Fact]
    public async Task A_read_stops_when_cancelled()
    {
        await UploadAsync("a.bin", Noise(2_000_000));
        using var stop = new CancellationTokenSource();
        await using var content = await Store.OpenReadAsync("a.bin", cancellationToken: stop.Token);
        await content.ReadExactlyAsync(new byte[1000]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await content.ReadExactlyAsync(new byte[1000], Cancelled));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await content.ReadExactlyAsync(new byte[1000]));
    }

    /// <summary>An upload that is cancelled on the way leaves the old blob and nothing else.</summary>
    [Fact]
    public async Task An_upload_that_is_cancelled_leaves_the_old_blob_and_nothing_else()
    {
        await UploadAsync("a.txt", "old");
        foreach (var name in new[] { "a.txt", "b.txt" })
        {
            using var stop = new CancellationTokenSource();
            using var content = new TestStream(Noise(2_000_000)) { AfterBytes = 700_000, Then = stop.Cancel };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.UploadAsync(name, content, options: null, stop.Token));
        }

        Assert.Equal(["a.txt"], await NamesAsync());
        Assert.Equal("old", await ReadTextAsync("a.txt"));
    }

    /// <summary>Missing arguments are refused.</summary>
    [Fact]
    public async Task Missing_arguments_are_refused()
    {
        using var content = new MemoryStream();

        await Assert.ThrowsAsync<ArgumentNullException>(() => Store.UploadAsync(null!, content));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Store.UploadAsync("a", null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Store.OpenReadAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Store.DeleteAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ListAsync(null!));
    }
}
