using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Documents.Tests.Fuzz;

/// <summary>Reads damaged files with the registered readers, and keeps what goes wrong.</summary>
internal sealed class FuzzRun : IDisposable
{
    private const long MostMemory = 1L << 30;
    private const int MostFailures = 200;

    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(60);

    private static readonly DocumentLimits Limits = new()
    {
        MaxFileBytes = 16 << 20,
        MaxInflatedBytes = 64 << 20,
        MaxDuration = TimeSpan.FromSeconds(30),
        MaxObjects = 1_000_000,
        MaxOperations = 5_000_000,
        MaxGlyphs = 2_000_000,
    };

    private readonly ServiceProvider _services;
    private readonly IReadOnlyList<IDocumentReader> _readers;
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, "TestResults", "fuzz");

    public FuzzRun()
    {
        var builder = new TestRagBuilder();
        builder.UseDocumentReaders();
        _services = builder.Services.BuildServiceProvider();
        _readers = _services.GetRagAll<IDocumentReader>();
        Directory.CreateDirectory(_folder);
    }

    public List<string> Failures { get; } = [];

    public int Read { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Reads the cases from 0, or the one that EDIFY_FUZZ_CASE names.</summary>
    public async Task RunAsync(int seed, int count)
    {
        var one = Environment.GetEnvironmentVariable("EDIFY_FUZZ_CASE") is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : (int?)null;
        for (var i = one ?? 0; i < (one + 1 ?? count) && Failures.Count < MostFailures; i++)
        {
            // Where a reader ends the whole process, this tells which file did it.
            await File.WriteAllTextAsync(Path.Combine(_folder, "current.txt"), $"seed {seed}, case {i}");
            var (name, bytes) = new FuzzCase(i, seed).Make();
            if (await FaultOfAsync(name, bytes) is not { } fault) continue;
            Failures.Add($"case {i}, {name}: {fault}");
            await File.WriteAllBytesAsync(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{seed}-{i}-{name}")), bytes);
        }
    }

    public void Dispose() => _services.Dispose();

    // Null when all is well.
    private async Task<string?> FaultOfAsync(string name, byte[] bytes)
    {
        var before = GC.GetTotalMemory(forceFullCollection: false);
        var started = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() => ReadAsync(name, bytes, stop.Token));
        while (await Task.WhenAny(reading, Task.Delay(200)) != reading)
        {
            if (Stopwatch.GetElapsedTime(started) > LongestRead) return await GiveUpAsync(stop, $"does not end within {LongestRead.TotalSeconds} s");
            if (IsTooMuch(before)) return await GiveUpAsync(stop, $"takes more than {MostMemory >> 20} MiB");
        }

        return await reading;
    }

    private async Task<string?> ReadAsync(string name, byte[] bytes, CancellationToken cancellationToken)
    {
        var probe = new DocumentProbe(name, null, bytes.AsMemory(0, Math.Min(bytes.Length, 4096)));
        try
        {
            if (_readers.FirstOrDefault(r => r.CanRead(probe)) is not { } reader)
            {
                Refused++;
                return null;
            }

            var position = 0L;
            var context = new DocumentContext { Name = name, Limits = Limits, Passwords = ["secret"] };
            await foreach (var element in reader.ReadAsync(new MemoryStream(bytes), context, cancellationToken))
            {
                if (element.Text.Length == 0 || element.Text.Contains('\0')) return "has an element without text, or with NUL in it";
                if (element.Start != position) return $"has an element at {element.Start} in place of {position}";
                if (element.Kind != ElementKind.RunningHead) position = element.Span.End + 1;
            }

            Read++;
            return null;
        }
        catch (DocumentReadException e)
        {
            Refused++;
            return e.Fault == DocumentFault.OverLimit && e.Limit is null ? $"is over a limit that is not named: {e.Message}" : null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return $"raised {e.GetType().Name}: {e.Message}{string.Concat(Frames(e))}";
        }
    }

    private static IEnumerable<string> Frames(Exception e) =>
        (e.StackTrace ?? string.Empty).Split('\n').Where(line => line.Contains("Edify", StringComparison.Ordinal)).Take(4).Select(line => $"\n    {line.Trim()}");

    // Garbage does not count.
    private static bool IsTooMuch(long before) =>
        GC.GetTotalMemory(forceFullCollection: false) - before > MostMemory && GC.GetTotalMemory(forceFullCollection: true) - before > MostMemory;

    private static async Task<string> GiveUpAsync(CancellationTokenSource stop, string why)
    {
        await stop.CancelAsync();
        return why;
    }
}
