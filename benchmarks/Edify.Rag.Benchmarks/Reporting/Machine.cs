using System.Runtime.InteropServices;

namespace Edify.Rag.Benchmarks.Reporting;

/// <summary>What figures depend on; never the machine's name.</summary>
/// <param name="Processor">The processor's model.</param>
/// <param name="Cores">Logical cores that the process may use.</param>
/// <param name="MemoryGb">Memory that the process may use, in gigabytes of 10^9 bytes.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET's version.</param>
public sealed record Machine(string Processor, int Cores, int MemoryGb, string System, string Runtime)
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>This machine.</summary>
    public static Machine Current() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    /// <inheritdoc/>
    public override string ToString() => $"{Processor}, {Cores} cores, {MemoryGb} GB, {System}, {Runtime}";

    private static string ProcessorName()
    {
        var line = File.Exists(LinuxProcessors) ? File.ReadLines(LinuxProcessors).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
