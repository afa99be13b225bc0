namespace Edify.Rag.Hosting.Library.Rules;

/// <summary>Keeps writes of records and changes of access apart: many may write at a time, but none while access changes.</summary>
/// <remarks>Otherwise a record that was made under the old access could be written after a call had promised the new one.</remarks>
internal sealed class AccessGate : IDisposable
{
    private const int Writers = 64;

    private readonly SemaphoreSlim _places = new(Writers, Writers);
    private readonly SemaphoreSlim _changing = new(1, 1);

    /// <summary>Enters to write records.</summary>
    public async ValueTask<Pass> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new(this, 1);
    }

    /// <summary>Enters alone, to change access.</summary>
    public async ValueTask<Pass> EnterAloneAsync(CancellationToken cancellationToken)
    {
        // One at a time collects places: two that had half of them each would wait for ever.
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        var taken = 0;
        try
        {
            for (; taken < Writers; taken++) await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new(this, Writers);
        }
        catch
        {
            if (taken > 0) _places.Release(taken);
            throw;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _changing.Dispose();
    }

    /// <summary>What was entered with; leaves when disposed.</summary>
    internal readonly struct Pass(AccessGate gate, int places) : IDisposable
    {
        public void Dispose() => gate._places.Release(places);
    }
}
