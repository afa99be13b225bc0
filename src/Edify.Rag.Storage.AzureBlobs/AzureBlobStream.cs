using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>A blob's bytes as they arrive. A connection that breaks is taken up where it broke, as long as the blob is the same.</summary>
/// <param name="content">The client library's stream, which connects again.</param>
/// <param name="length">How many bytes it must have; <see langword="null"/> when the server did not say.</param>
/// <param name="name">The blob.</param>
/// <param name="errors">Turns errors into those of the contract.</param>
/// <param name="opened">The token that the blob was opened with.</param>
internal sealed class AzureBlobStream(Stream content, long? length, string name, AzureErrors errors, CancellationToken opened) : ForwardStream
{
    private long _received;

    public override int Read(Span<byte> buffer)
    {
        opened.ThrowIfCancellationRequested();
        try
        {
            return Received(content.Read(buffer), buffer.Length);
        }
        catch (Exception e) when (AzureErrors.IsServiceError(e, opened))
        {
            opened.ThrowIfCancellationRequested();
            throw errors.Translate(e, name);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        opened.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
        using var both = opened.CanBeCanceled && cancellationToken.CanBeCanceled && opened != cancellationToken
            ? CancellationTokenSource.CreateLinkedTokenSource(opened, cancellationToken)
            : null;
        var token = both?.Token ?? (opened.CanBeCanceled ? opened : cancellationToken);
        try
        {
            return Received(await content.ReadAsync(buffer, token).ConfigureAwait(false), buffer.Length);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            opened.ThrowIfCancellationRequested();
            throw;
        }
        catch (Exception e) when (AzureErrors.IsServiceError(e, token))
        {
            token.ThrowIfCancellationRequested();
            throw errors.Translate(e, name);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await content.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    // An end before the promised one must not pass for a short file.
    private int Received(int read, int wanted)
    {
        _received += read;
        return read > 0 || wanted == 0 || _received >= (length ?? 0) ? read : throw errors.Truncated(name, _received, length!.Value);
    }
}
