using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>A test double of a server in a process of its own, so that what it computes and allocates is not taken for the store's.</summary>
internal sealed class DoubleProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DoubleProcess(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>What it says of how to reach it.</summary>
    public string Address { get; }

    /// <summary>Starts a piece of work that serves until its input ends.</summary>
    public static async Task<DoubleProcess> StartAsync(string work)
    {
        var process = ChildProcess.Start(work);
        return new(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"'{work}' ended before it served; what it said is above."));
    }

    /// <summary>Within that process: says how to reach it, and waits until it is no longer needed.</summary>
    public static async Task ServeAsync(string address)
    {
        await Console.Out.WriteLineAsync(address);
        await Console.In.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
