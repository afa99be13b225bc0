using System.Diagnostics;
using System.Globalization;

namespace Edify.Rag.Benchmarks.Measuring;

/// <summary>Runs a piece of work in a fresh process of this program: for what is about start-up, memory or one core.</summary>
internal static class ChildProcess
{
    /// <summary>First argument of a process that does a piece of work.</summary>
    public const string Verb = "child";

    /// <summary>Runs the work and returns the figures it writes, all on one line.</summary>
    /// <param name="folder">The process's working directory.</param>
    /// <param name="cores">How many cores the runtime may see; <see langword="null"/> for all.</param>
    /// <param name="work">Name of the work, and its arguments.</param>
    public static async Task<double[]> RunAsync(string folder, int? cores, params string[] work)
    {
        using var process = Process.Start(StartInfo(folder, cores, work))!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. (await output).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"'{string.Join(' ', work)}' ended with code {process.ExitCode}; what it said is above.");
    }

    /// <summary>Starts work that goes on until its input ends.</summary>
    /// <param name="work">Name of the work, and its arguments.</param>
    public static Process Start(params string[] work)
    {
        var start = StartInfo(Path.GetTempPath(), cores: null, work);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    /// <summary>Writes figures for the parent process.</summary>
    public static void Report(params IEnumerable<double> figures) =>
        Console.WriteLine(string.Join(' ', figures.Select(f => f.ToString("R", CultureInfo.InvariantCulture))));

    private static ProcessStartInfo StartInfo(string folder, int? cores, string[] work)
    {
        // Under "dotnet X.dll" this process is dotnet itself.
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] arguments = isHost ? [typeof(ChildProcess).Assembly.Location, Verb, .. work] : [Verb, .. work];
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        if (cores is not { } count) return start;
        start.Environment["DOTNET_PROCESSOR_COUNT"] = count.ToString(CultureInfo.InvariantCulture);

        // With one core there is none to recompile hot code on while it is measured, so it is compiled for good at once.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        return start;
    }
}
