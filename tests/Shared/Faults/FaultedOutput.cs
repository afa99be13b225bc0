namespace Edify.Rag.Tests.Shared;

/// <summary>Writes bytes until, and as, a fault has it.</summary>
/// <param name="output">Where they go.</param>
/// <param name="connection">What a fault ends.</param>
/// <param name="proxy">Which goes down with a server that dies.</param>
/// <param name="fault">What goes wrong; <see langword="null"/> for nothing.</param>
internal sealed class FaultedOutput(Stream output, ProxyConnection connection, FaultProxy proxy, Fault? fault)
{
    private Trouble? _trouble = Trouble.Of(fault);

    /// <summary>From now on this goes wrong, its bytes counted from here.</summary>
    public void Meet(Fault? other) => Volatile.Write(ref _trouble, Trouble.Of(other));

    /// <summary>Writes; a fault that is due strikes as soon as its number of bytes is written, 0 by a write of none.</summary>
    /// <exception cref="StruckException">The fault has ended the connection.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _trouble) is not { } trouble)
        {
            await output.WriteAsync(bytes, cancellationToken);
            return;
        }

        if (trouble.Fault is Fault.Drip drip)
        {
            await DripAsync(drip, bytes, cancellationToken);
            return;
        }

        if (!trouble.HasStruck && trouble.Fault.StrikesAfter is { } limit && trouble.Passed + bytes.Length >= limit)
        {
            var before = bytes[..(int)(limit - trouble.Passed)];
            await output.WriteAsync(before, cancellationToken);
            trouble.Passed = limit;
            bytes = bytes[before.Length..];
            trouble.HasStruck = true;
            await StrikeAsync(trouble.Fault, cancellationToken);
        }

        await output.WriteAsync(trouble.HasStruck && trouble.Fault is Fault.Corrupt corrupt ? Corrupted(corrupt, trouble.Passed, bytes) : bytes, cancellationToken);
        trouble.Passed += bytes.Length;
    }

    private async Task StrikeAsync(Fault struck, CancellationToken cancellationToken)
    {
        switch (struck)
        {
            case Fault.Corrupt:
                return;
            case Fault.Stall stall:
                await Task.Delay(stall.Time ?? Timeout.InfiniteTimeSpan, proxy.Time, cancellationToken);
                return;
            case Fault.Die die:
                proxy.Down(die.Away);
                break;
            case Fault.Reset:
                connection.Reset();
                break;
            default:
                connection.Dispose();
                break;
        }

        throw new StruckException();
    }

    private static ReadOnlyMemory<byte> Corrupted(Fault.Corrupt corrupt, long passed, ReadOnlyMemory<byte> bytes)
    {
        var count = (int)Math.Clamp(corrupt.AfterBytes + corrupt.Bytes - passed, 0, bytes.Length);
        var copy = bytes.ToArray();
        foreach (ref var one in copy.AsSpan(0, count)) one = (byte)~one;
        return copy;
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

    /// <summary>A fault, and how far it has come.</summary>
    private sealed class Trouble(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public long Passed { get; set; }

        public bool HasStruck { get; set; }

        public static Trouble? Of(Fault? fault) => fault is null ? null : new(fault);
    }
}
