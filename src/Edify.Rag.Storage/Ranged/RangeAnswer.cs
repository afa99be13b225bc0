namespace Edify.Rag.Storage.Ranged;

/// <summary>The bytes of a range as they arrive; a request that breaks off is made again from the byte where it ended.</summary>
/// <remarks>With every byte that comes retries are counted anew, so that a long answer survives any number of breaks.</remarks>
internal sealed class RangeAnswer : IAsyncDisposable
{
    private readonly BlobRequests _requests;
    private readonly long _end;
    private readonly CancellationTokenSource _stop;
    private readonly byte[] _beyond = new byte[1];
    private long _position;
    private Stream? _response;
    private Patience? _patience;

    /// <param name="requests">Where the bytes come from.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="end">The byte behind the last.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public RangeAnswer(BlobRequests requests, long from, long end, CancellationToken cancellationToken)
    {
        (_requests, _position, _end) = (requests, from, end);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Stopped = _stop.Token;
    }

    /// <summary>Cancelled when the bytes are no longer wanted.</summary>
    public CancellationToken Stopped { get; }

    /// <summary>Makes the request, and hands out the store's stream where it seeks; it stays this answer's.</summary>
    public ValueTask<Stream?> SeekingAsync() => _requests.Retries.ExecuteAsync(
        static async (answer, _) => await answer.ResponseAsync().ConfigureAwait(false) is { CanSeek: true } seeking ? seeking : null, this, Stopped);

    /// <summary>Reads bytes, at least one.</summary>
    /// <exception cref="BlobStoreException">They do not come, however often they are asked for.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> buffer) => _requests.Retries.ExecuteAsync(
        static (state, _) => state.Answer.TryReadAsync(state.Buffer), (Answer: this, Buffer: buffer), Stopped);

    /// <summary>Gives up the request.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Lets go of the connection.</summary>
    public async ValueTask CloseAsync()
    {
        var (response, patience) = (_response, _patience);
        (_response, _patience) = (null, null);
        try
        {
            if (response is not null) await response.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or RagException or OperationCanceledException)
        {
            // A connection that breaks while it is closed is closed all the same.
        }

        if (patience is not null) await patience.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async ValueTask<int> TryReadAsync(Memory<byte> buffer)
    {
        var response = await ResponseAsync().ConfigureAwait(false);
        try
        {
            _patience!.Start();
            var read = await response.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _end - _position)], _patience.Token).ConfigureAwait(false);
            if (read == 0) throw _requests.Faults.Short(_position, _end);
            var isLast = _position + read == _end;
            if (isLast && await response.ReadAsync(_beyond, _patience.Token).ConfigureAwait(false) > 0) throw _requests.Faults.Overlong(_position, _end);
            _patience.Pause();
            _position += read;
            return read;
        }
        catch (Exception e) when (!Stopped.IsCancellationRequested)
        {
            throw await FailAsync(e).ConfigureAwait(false);
        }
    }

    private async ValueTask<Stream> ResponseAsync()
    {
        if (_response is not null) return _response;
        _patience = new Patience(_requests.Options.StallTimeout, _requests.Time, Stopped);
        try
        {
            _response = await _requests.OpenAsync(_position, _end, _patience.Token).ConfigureAwait(false);
            _patience.Pause();
            return _response;
        }
        catch (Exception e) when (!Stopped.IsCancellationRequested)
        {
            throw await FailAsync(e).ConfigureAwait(false);
        }
    }

    // A cancellation that nobody asked for is the end of patience, ours or the provider's.
    private async ValueTask<Exception> FailAsync(Exception error)
    {
        await CloseAsync().ConfigureAwait(false);
        return error is OperationCanceledException
            ? _requests.Faults.Stalled(_position, _requests.Options.StallTimeout, error)
            : _requests.Faults.Translate(error, _position);
    }
}
