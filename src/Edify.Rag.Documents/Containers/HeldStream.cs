namespace Edify.Rag.Documents.Containers;

/// <summary>A file held in memory, for readers that need random access; what it takes is given back when it is disposed.</summary>
internal sealed class HeldStream : MemoryStream
{
    private const int BlockBytes = 64 * 1024;

    private readonly ContainerScope _scope;
    private long _held;

    private HeldStream(ContainerScope scope) => _scope = scope;

    /// <summary>Reads a file into memory.</summary>
    /// <param name="content">The file.</param>
    /// <param name="scope">Whose memory it takes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The file, at its start; <see langword="null"/> when it is larger than the memory that is left.</returns>
    public static async Task<HeldStream?> ReadAsync(Stream content, ContainerScope scope, CancellationToken cancellationToken)
    {
        var whole = new HeldStream(scope);
        var block = new byte[BlockBytes];
        for (int read; (read = await content.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            if (read > scope.Room)
            {
                await whole.DisposeAsync().ConfigureAwait(false);
                return null;
            }

            whole.Take(block.AsSpan(0, read));
        }

        whole.Position = 0;
        return whole;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _scope.Hold(-_held);
        _held = 0;
        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> block)
    {
        Write(block);
        _held += block.Length;
        _scope.Hold(block.Length);
    }
}
