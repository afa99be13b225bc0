using System.Text;
using Edify.Rag.Documents.Csv;
using Edify.Rag.Documents.Tests.Chunking;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Tests.Text;

[CollectionDefinition(nameof(BoundedMemoryTests), DisableParallelization = true)]
public class AloneOnTheHeap;

[Collection(nameof(BoundedMemoryTests))]
public class BoundedMemoryTests
{
    private const long MostLiveBytes = 64L << 20;

    [Theory]
    [InlineData("large.txt", "Pupils learn best when they sleep well.\n\nTeachers know that, and so do parents of most pupils.\n\n", 300)]
    [InlineData("large.txt", "no line ever ends here ", 150)]
    [InlineData("large.csv", "Ann Example,\"12, or so\",room 7\r\n", 300)]
    [InlineData("large.csv", "no row, ever \"ends", 150)]
    [InlineData("large.csv", "\"no quote is ever closed", 150)]
    public async Task Hundreds_of_megabytes_of_text_are_read_and_chunked_in_bounded_memory(string name, string passage, int megabytes)
    {
        IDocumentReader reader = name.EndsWith("csv", StringComparison.Ordinal) ? new CsvDocumentReader() : new TextDocumentReader();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stream = new RepeatedStream(Encoding.UTF8.GetBytes(passage), (long)megabytes << 20);
        var elements = reader.ReadAsync(stream, new DocumentContext { Name = name });
        var chunks = Chunkers.Of(new RecursiveChunkerOptions()).ChunkAsync(elements);

        var (count, covered, most) = (0, 0L, 0L);
        await foreach (var chunk in chunks)
        {
            covered = chunk.Span.End;
            if (++count % 100_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.True(covered > (long)(megabytes * 0.85) << 20, "All of the text is read, but for what marks rows and cells.");
        Assert.True(most is > long.MinValue and < MostLiveBytes, $"{most} more bytes were alive than before.");
    }

    [Fact]
    public async Task A_small_text_costs_no_buffers_of_its_own()
    {
        const int texts = 200;
        var file = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Pupils learn best when they sleep well.\n\n", 200)));
        await ReadAsync(); // the pool has its buffers then
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < texts; i++) await ReadAsync();
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / texts;
        Assert.True(each < 128 * 1024, $"{each} bytes were allocated for a text of {file.Length}.");

        async Task ReadAsync()
        {
            var read = 0;
            await foreach (var element in new TextDocumentReader().ReadAsync(new MemoryStream(file), new DocumentContext { Name = "small.txt" })) read++;
            Assert.Equal(200, read);
        }
    }

    /// <summary>The same bytes again and again, in memory that does not grow.</summary>
    private sealed class RepeatedStream(byte[] passage, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var target = buffer.AsSpan(offset, (int)Math.Min(count, length - _position));
            for (var left = target; !left.IsEmpty;)
            {
                var piece = passage.AsSpan((int)(_position % passage.Length));
                piece = piece[..Math.Min(piece.Length, left.Length)];
                piece.CopyTo(left);
                left = left[piece.Length..];
                _position += piece.Length;
            }

            return target.Length;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
