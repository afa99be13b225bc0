using Edify.Rag.Storage.Memory;

namespace Edify.Rag.Storage.Tests;

public sealed class BlobContentStreamTests
{
    [Theory]
    [InlineData(-1, SeekOrigin.Begin)]
    [InlineData(-3, SeekOrigin.Current)]
    [InlineData(-4, SeekOrigin.End)]
    public void Seeking_before_the_first_byte_fails_as_in_any_stream(long offset, SeekOrigin origin)
    {
        using var stream = new InMemoryBlobStream([1, 2, 3], new BlobWindow(0, 3), default) { Position = 2 };

        Assert.Throws<IOException>(() => stream.Seek(offset, origin));
        Assert.Equal(2, stream.Position);
    }

    [Theory]
    [InlineData(1, SeekOrigin.Begin, 1)]
    [InlineData(-1, SeekOrigin.Current, 1)]
    [InlineData(-1, SeekOrigin.End, 2)]
    [InlineData(2, SeekOrigin.End, 5)]
    public void Seeking_counts_from_its_origin(long offset, SeekOrigin origin, long expected)
    {
        using var stream = new InMemoryBlobStream([1, 2, 3], new BlobWindow(0, 3), default) { Position = 2 };

        Assert.Equal(expected, stream.Seek(offset, origin));
    }
}
