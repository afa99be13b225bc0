using Amazon.Runtime;
using Amazon.S3.Model;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.S3;

/// <summary>The bytes of one answer, forward only: all of them or an error, stopped by the token it was opened with.</summary>
internal sealed class S3BlobStream : ForwardStream
{
    private readonly GetObjectResponse _answer;
    private readonly string _name;
    private readonly S3Errors _errors;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _opened;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _openedRegistration;
    private long _missing;
    private bool _isGivenUp;

    public S3BlobStream(GetObjectResponse answer, string name, S3Errors errors, TimeSpan timeout, TimeProvider time, CancellationToken opened)
    {
        (_answer, _name, _errors, _timeout, _opened) = (answer, name, errors, timeout, opened);
        _missing = answer.ContentLength;
        _stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _openedRegistration = opened.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfCancelled(cancellationToken);
        ThrowIfGivenUp();
        if (buffer.IsEmpty) return 0;
        using var registration = cancellationToken == _opened
            ? default
            : cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        _stop.CancelAfter(_timeout);
        try
        {
            var read = Checked(await _answer.ResponseStream.ReadAsync(buffer, _stop.Token).ConfigureAwait(false));
            _stop.CancelAfter(Timeout.InfiniteTimeSpan);
            return read;
        }
        catch (Exception e) when (S3Errors.IsRemote(e) || _stop.IsCancellationRequested)
        {
            _isGivenUp = cancellationToken.IsCancellationRequested;
            ThrowIfCancelled(cancellationToken);
            throw Broken(e);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        _opened.ThrowIfCancellationRequested();
        ThrowIfGivenUp();
        if (buffer.IsEmpty) return 0;

        // A read that blocks takes no token: the connection is closed under it.
        using var registration = _stop.Token.UnsafeRegister(static answer => ((GetObjectResponse)answer!).Dispose(), _answer);
        _stop.CancelAfter(_timeout);
        try
        {
            var read = Checked(_answer.ResponseStream.Read(buffer));
            _stop.CancelAfter(Timeout.InfiniteTimeSpan);
            return read;
        }
        catch (Exception e) when (S3Errors.IsRemote(e) || _stop.IsCancellationRequested)
        {
            _opened.ThrowIfCancellationRequested();
            throw Broken(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _openedRegistration.Dispose();
            _stop.Dispose();
            _answer.Dispose();
        }

        base.Dispose(disposing);
    }

    // A server or proxy that ends early is not an end of the blob.
    private int Checked(int read)
    {
        if (read == 0 && _missing > 0) throw new HttpIOException(HttpRequestError.ResponseEnded, $"{_missing} bytes are missing.");
        _missing -= read;
        return read;
    }

    private BlobStoreUnavailableException Broken(Exception e) => e switch
    {
        _ when _stop.IsCancellationRequested => _errors.Unavailable(_name, $"no byte of it arrived for {_timeout.TotalSeconds:0.###} seconds.", e),
        AmazonClientException => _errors.Unavailable(_name, "its bytes were damaged on the way.", e),
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => _errors.Unavailable(
            _name, $"the connection ended {_missing} bytes before the blob.", e),
        _ => _errors.Unavailable(_name, $"the connection broke while it was read. {e.Message}", e),
    };

    // A read that is cancelled takes the connection with it.
    private void ThrowIfGivenUp()
    {
        if (_isGivenUp) throw _errors.Unavailable(_name, "a read of it was cancelled, which ended its connection. Open it again.");
    }

    private void ThrowIfCancelled(CancellationToken cancellationToken)
    {
        _opened.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
