using System.Globalization;

namespace Edify.Rag.Ingester.Trials;

/// <summary>Looks again and again at a process: its memory, and the files that it has open for writing.</summary>
public sealed class ProcessWatch
{
    private const int AccessMode = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly string _process;
    private readonly string _state;
    private readonly List<double> _resident = [];
    private readonly HashSet<string> _elsewhere = [];

    private ProcessWatch(int process, string state) =>
        (_process, _state) = ($"/proc/{process}", Path.TrimEndingDirectorySeparator(Path.GetFullPath(state)) + Path.DirectorySeparatorChar);

    /// <summary>The most memory that was resident, in megabytes of 1,000,000 bytes: the kernel's own count.</summary>
    public double PeakMegabytes { get; private set; }

    /// <summary>Files outside the state directory that were seen open for writing; devices, and what is in memory, are none.</summary>
    public IReadOnlyCollection<string> WrittenElsewhere => _elsewhere;

    /// <summary>Watches until the process has ended.</summary>
    /// <param name="process">Its number.</param>
    /// <param name="state">The directory that it may write to.</param>
    /// <param name="end">Ends with it.</param>
    public static async Task<ProcessWatch> UntilAsync(int process, string state, Task end)
    {
        var watch = new ProcessWatch(process, state);
        while (!end.IsCompleted)
        {
            watch.Look();
            await Task.WhenAny(end, Task.Delay(Interval));
        }

        return watch;
    }

    /// <summary>The median of the resident memory in one third of the run, in megabytes.</summary>
    /// <param name="third">0, 1 or 2.</param>
    public double MedianOfThird(int third)
    {
        var part = _resident.Skip(third * _resident.Count / 3).Take(_resident.Count / 3).Order().ToList();
        return part[part.Count / 2];
    }

    private void Look()
    {
        try
        {
            var status = File.ReadAllLines($"{_process}/status");
            if (Megabytes(status, "VmRSS:") is { } resident) _resident.Add(resident);
            if (Megabytes(status, "VmHWM:") is { } peak) PeakMegabytes = Math.Max(PeakMegabytes, peak);
            foreach (var file in Directory.EnumerateFileSystemEntries($"{_process}/fd"))
            {
                if (File.ResolveLinkTarget(file, returnFinalTarget: false)?.FullName is { } target && IsElsewhere(target) && IsForWriting(Path.GetFileName(file)))
                    _elsewhere.Add(target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or closed the file, meanwhile.
        }
    }

    // Sockets and pipes are names without a root, which are made a path below that of the descriptor.
    private bool IsElsewhere(string target) =>
        !target.StartsWith("/proc/", StringComparison.Ordinal) && !target.StartsWith("/dev/", StringComparison.Ordinal) &&
        !target.StartsWith("/memfd:", StringComparison.Ordinal) && !target.StartsWith(_state, StringComparison.Ordinal);

    private bool IsForWriting(string descriptor)
    {
        var flags = File.ReadLines($"{_process}/fdinfo/{descriptor}").First(l => l.StartsWith("flags:", StringComparison.Ordinal));
        return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & AccessMode) != 0;
    }

    private static double? Megabytes(string[] status, string name) =>
        status.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? 1024 * double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e6
            : null;
}
