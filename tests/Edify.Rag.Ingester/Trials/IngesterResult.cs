using System.Globalization;
using Edify.Rag.Ingester.Work;

namespace Edify.Rag.Ingester.Trials;

/// <summary>How a process ended that ingested.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Figures">What it said of its run.</param>
/// <param name="Errors">What it said on the error stream.</param>
public sealed record IngesterResult(int ExitCode, IReadOnlyDictionary<string, double> Figures, string Errors)
{
    /// <summary>Whether the run came to its end.</summary>
    public bool Completed => ExitCode == IngesterCommand.Completed && Figures.Count > 0;

    /// <summary>Whether it stopped and said why.</summary>
    public bool Stopped => ExitCode == IngesterCommand.Stopped && Errors.Contains("stopped: ", StringComparison.Ordinal);

    public double this[string figure] => Figures.TryGetValue(figure, out var value)
        ? value
        : throw new InvalidOperationException($"The ingesting process ended with code {ExitCode} and tells no '{figure}': {Errors}");

    internal static IngesterResult Of(int exitCode, string output, string errors)
    {
        var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? string.Empty;
        var figures = last.Split(' ').Select(f => f.Split('=')).Where(f => f.Length == 2)
            .ToDictionary(f => f[0], f => double.Parse(f[1], CultureInfo.InvariantCulture));
        return new(exitCode, figures, errors);
    }
}
