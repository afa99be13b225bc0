using System.Diagnostics;
using System.Globalization;

namespace Edify.Rag.Benchmarks.Measuring;

/// <summary>The most memory that this process has had resident.</summary>
internal static class PeakMemory
{
    private const string LinuxStatus = "/proc/self/status";

    /// <summary>In megabytes of 1,000,000 bytes.</summary>
    public static double Megabytes() => Bytes() / 1e6;

    private static double Bytes()
    {
        if (File.Exists(LinuxStatus) && File.ReadLines(LinuxStatus).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line)
            return 1024 * double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
