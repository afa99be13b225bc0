namespace Edify.Rag.Conformance;

public abstract partial class BlobStoreSuite
{
    private static readonly BlobUploadOptions NoOverwrite = new() { Overwrite = false };

    /// <summary>An upload that may not replace leaves what is there.</summary>
    [Fact]
    public async Task An_existing_blob_is_not_replaced_against_the_option()
    {
        await UploadAsync("a.txt", "old", NoOverwrite);

        var error = await Assert.ThrowsAsync<BlobExistsException>(() => UploadAsync("a.txt", "new", NoOverwrite));

        Assert.Equal("a.txt", error.Blob);
        Assert.Equal("old", await ReadTextAsync("a.txt"));
        await UploadAsync("a.txt", "new");
        Assert.Equal("new", await ReadTextAsync("a.txt"));
    }

    /// <summary>Of several uploads at a time that may not replace, one wins and the others are told.</summary>
    [Fact]
    public async Task One_of_several_uploads_without_replacing_wins()
    {
        for (var round = 0; round < 5; round++)
        {
            var name = $"race/{round}.txt";
            using var start = new Barrier(8);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
                () => RaceAsync(name, i, start), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

            var winner = Assert.Single(outcomes, outcome => outcome is not null);
            Assert.Equal(winner, await ReadTextAsync(name));
        }
    }

    private async Task<string?> RaceAsync(string name, int uploader, Barrier start)
    {
        start.SignalAndWait();
        var text = $"written by {uploader}";
        try
        {
            await UploadAsync(name, text, NoOverwrite);
            return text;
        }
        catch (BlobExistsException)
        {
            return null;
        }
    }

    /// <summary>A reader sees one version or another, never parts of two, while the blob is being replaced.</summary>
    [Fact]
    public async Task A_reader_never_sees_a_mixture_of_versions()
    {
        const int Length = 300_000;
        await UploadAsync("a.bin", Version(0));
        var writing = Task.Run(async () =>
        {
            for (byte i = 1; i <= 40; i++) await UploadAsync("a.bin", Version(i));
        });

        var whole = 0;
        do
        {
            try
            {
                var content = await ReadAsync("a.bin");
                Assert.Equal(Length + content[0], content.Length);
                Assert.Equal(-1, content.AsSpan().IndexOfAnyExcept(content[0]));
                whole++;
            }
            catch (BlobChangedException)
            {
                // The contract allows it: the reader starts again.
            }
        }
        while (!writing.IsCompleted || whole == 0);

        await writing;
        Assert.Equal(40, (await ReadAsync("a.bin"))[0]);

        static byte[] Version(byte number)
        {
            var content = new byte[Length + number];
            Array.Fill(content, number);
            return content;
        }
    }

    /// <summary>Uploads of different names do not disturb each other.</summary>
    [Fact]
    public async Task Uploads_of_different_names_run_side_by_side()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => UploadAsync($"new/folder {i % 4}/{i}.bin", Noise(10_000 + i, i)))));

        for (var i = 0; i < 32; i++) Assert.Equal(Noise(10_000 + i, i), await ReadAsync($"new/folder {i % 4}/{i}.bin"));
    }

    /// <summary>An upload whose content fails raises the content's own error, leaves the old blob and nothing else.</summary>
    [Fact]
    public async Task An_upload_that_fails_leaves_the_old_blob_and_nothing_else()
    {
        var old = await UploadAsync("a.txt", "old");
        foreach (var name in new[] { "a.txt", "b.txt", "new/c.txt" })
        {
            using var broken = new TestStream(Noise(2_000_000)) { AfterBytes = 700_000, Then = () => throw new InvalidDataException("broken") };
            await Assert.ThrowsAsync<InvalidDataException>(() => Store.UploadAsync(name, broken));
        }

        var listed = Assert.Single(await ListAsync());
        Assert.Equal(old.ETag, listed.ETag);
        Assert.Equal("old", await ReadTextAsync("a.txt"));
        await Assert.ThrowsAsync<BlobNotFoundException>(() => Store.OpenReadAsync("b.txt"));
    }

    /// <summary>An I/O error of the content is the caller's; it is not passed off as one of the store.</summary>
    [Fact]
    public async Task An_io_error_of_the_content_is_not_one_of_the_store()
    {
        using var broken = new TestStream(Noise(1_000)) { AfterBytes = 500, Then = () => throw new EndOfStreamException("broken") };

        await Assert.ThrowsAsync<EndOfStreamException>(() => Store.UploadAsync("a.txt", broken));
    }
}
