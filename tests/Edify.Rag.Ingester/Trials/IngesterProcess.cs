using System.Diagnostics;
using Edify.Rag.Ingester.Work;

namespace Edify.Rag.Ingester.Trials;

/// <summary>A process of its own that ingests.</summary>
public sealed class IngesterProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private IngesterProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Whether this system can seal a process off from its disk.</summary>
    public static bool CanBeSealed => Seal.IsSupported;

    /// <param name="command">What it does.</param>
    /// <param name="connection">The connection string of its source; <see langword="null"/> for a folder.</param>
    /// <param name="home">Where it finds its home, its temporary files and its working directory; <see langword="null"/> for those of this process.</param>
    public static IngesterProcess Start(IngesterCommand command, string? connection = null, string? home = null)
    {
        string[] arguments = [typeof(IngesterProcess).Assembly.Location, .. command.ToArguments()];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment[IngesterCommand.ConnectionVariable] = connection;
        if (home is not null)
        {
            start.WorkingDirectory = home;
            start.Environment["HOME"] = start.Environment["TMPDIR"] = home;
            // The runtime would offer itself to debuggers by a socket among the temporary files.
            start.Environment["DOTNET_EnableDiagnostics"] = "0";
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Does the whole of it.</summary>
    public static async Task<IngesterResult> RunAsync(IngesterCommand command, string? connection = null, TimeSpan? limit = null)
    {
        using var process = Start(command, connection);
        return await process.EndAsync(limit);
    }

    /// <summary>Waits until the run begins, or the process has ended.</summary>
    public async Task StartedAsync() => await _process.StandardOutput.ReadLineAsync();

    /// <summary>Waits for the end; what has not ended within the limit is killed, and did not end.</summary>
    public async Task<IngesterResult> EndAsync(TimeSpan? limit = null)
    {
        var output = _process.StandardOutput.ReadToEndAsync();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit ?? Timeout.InfiniteTimeSpan);
        }
        catch (TimeoutException)
        {
            Kill();
        }

        return IngesterResult.Of(_process.ExitCode, await output, await _errors);
    }

    /// <summary>Waits for the end, but not for long.</summary>
    /// <returns>Whether it has ended.</returns>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return _process.HasExited;
        }
    }

    /// <summary>Ends the process wherever it is: SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
