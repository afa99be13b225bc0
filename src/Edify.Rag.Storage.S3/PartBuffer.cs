using System.Buffers;

namespace Edify.Rag.Storage.S3;

/// <summary>The part of an upload that is being sent: memory that grows with the content, up to the size of a part.</summary>
internal sealed class PartBuffer(int size) : IDisposable
{
    private const int FirstSize = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Min(FirstSize, size));

    /// <summary>How many bytes of content it holds.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the content ended within it.</summary>
    public bool IsLast { get; private set; }

    /// <summary>The bytes as the SDK wants them: with a length, and to be read again by a retry.</summary>
    public MemoryStream Open() => new(_bytes, 0, Length, writable: false);

    /// <summary>Reads content until the part is full or the content ends. Errors of the content are the caller's and pass as they are.</summary>
    public async Task FillAsync(Stream content, CancellationToken cancellationToken)
    {
        Length = 0;
        while (Length < size)
        {
            if (Length == _bytes.Length) Grow();
            var room = _bytes.AsMemory(Length, Math.Min(_bytes.Length, size) - Length);
            var read = await content.ReadAsync(room, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (read == 0)
            {
                IsLast = true;
                return;
            }

            Length += read;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _bytes, []));

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_bytes.Length * 2L, size));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
