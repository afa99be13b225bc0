namespace Edify.Rag.Conformance;

/// <summary>
/// Content as it comes from a network: without length or seeking, in pieces of odd sizes, not to be waited for by a thread, and
/// sometimes with an end of its own.
/// </summary>
internal sealed class TestStream(byte[] content) : Stream
{
    private const int Piece = 8191;

    private int _position;
    private bool _happened;

    /// <summary>After how many bytes <see cref="Then"/> happens.</summary>
    public int AfterBytes { get; init; } = int.MaxValue;

    /// <summary>What happens, once.</summary>
    public Action? Then { get; init; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        if (_position >= AfterBytes && !_happened)
        {
            _happened = true;
            Then?.Invoke();
        }

        cancellationToken.ThrowIfCancellationRequested();
        var count = Math.Min(Math.Min(buffer.Length, Piece), content.Length - _position);
        content.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An upload must not block.");
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
