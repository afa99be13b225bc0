namespace Edify.Rag.Tests.Shared;

/// <summary>Writes bytes until, and as, a fault has it.</summary>
/// <param name="output">Where they go.</param>
/// <param name="connection">What a fault ends.</param>
/// <param name="fault">What goes wrong; <see langword="null"/> for nothing.</param>
/// <param name="strikesAfter">After how many bytes; <see langword="null"/> for never.</param>
/// <param name="proxy">Which goes down with a server that dies.</param>
internal sealed class FaultedOutput(Stream output, ProxyConnection connection, Fault? fault, long? strikesAfter, FaultProxy proxy)
{
    private long _written;
    private bool _struck;

    /// <summary>Writes; a fault that is due strikes as soon as its number of bytes is written, 0 by a write of none.</summary>
    /// <exception cref="StruckException">The fault has ended the connection.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (fault is Fault.Drip drip)
        {
            await DripAsync(drip, bytes, cancellationToken);
            return;
        }

        if (!_struck && strikesAfter is { } limit && _written + bytes.Length >= limit)
        {
            var before = bytes[..(int)(limit - _written)];
            await output.WriteAsync(before, cancellationToken);
            bytes = bytes[before.Length..];
            _struck = true;
            await StrikeAsync(cancellationToken);
        }

        await output.WriteAsync(bytes, cancellationToken);
        _written += bytes.Length;
    }

    private async Task StrikeAsync(CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Fault.Stall stall:
                await Task.Delay(stall.Time ?? Timeout.InfiniteTimeSpan, proxy.Time, cancellationToken);
                return;
            case Fault.Die die:
                proxy.Down(die.Away);
                break;
            case Fault.Reset or Fault.BreakUpload:
                connection.Reset();
                break;
            default:
                connection.Dispose();
                break;
        }

        throw new StruckException();
    }

    private async Task DripAsync(Fault.Drip drip, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            var drop = bytes[..Math.Min(drip.Bytes, bytes.Length)];
            await output.WriteAsync(drop, cancellationToken);
            bytes = bytes[drop.Length..];
            await Task.Delay(drip.Interval, proxy.Time, cancellationToken);
        }
    }
}
