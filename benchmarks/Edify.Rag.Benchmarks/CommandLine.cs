using System.Globalization;
using Known = Edify.Rag.Benchmarks.Scenarios.Scenario;

namespace Edify.Rag.Benchmarks;

/// <summary>What the program was asked to do.</summary>
/// <param name="Scenario">Which scenario to run.</param>
/// <param name="Json">Whether to print for machines.</param>
/// <param name="Check">Whether a missed goal is an error.</param>
/// <param name="Save">Whether to write the results into the repository.</param>
/// <param name="Scale">How much of it to measure; 1 for all.</param>
internal sealed record CommandLine(string Scenario, bool Json, bool Check, bool Save, double Scale)
{
    public const int GoalMissed = 1;
    public const int UsageError = 2;

    private const string ScaleOption = "--scale=";
    private const double LeastScale = 0.001;
    private const double MostScale = 100;

    private static readonly string[] Options = ["--json", "--check", "--save"];

    /// <summary>Reads the arguments; <see langword="null"/> after saying on the error stream what is wrong with them.</summary>
    public static CommandLine? Parse(string[] arguments)
    {
        var names = arguments.Where(a => !a.StartsWith('-')).ToList();
        var scales = arguments.Where(a => a.StartsWith(ScaleOption, StringComparison.Ordinal)).ToList();
        var unknown = arguments.Where(a => a.StartsWith('-')).Except(Options).Except(scales).ToList();
        var scale = 1.0;
        var problem = unknown is [var option, ..] ? $"Unknown option '{option}'."
            : names is not [var name] ? "Name one scenario."
            : Known.Named(name) is not { } scenario ? $"There is no scenario '{name}'."
            : scales.Count > 0 && !IsScale(scales[^1], out scale) ? FormattableString.Invariant($"{ScaleOption} takes {LeastScale} to {MostScale}.")
            : scales.Count > 0 && !scenario.HasScale ? $"The scenario '{name}' has no scale."
            : scales.Count > 0 && arguments.Contains("--save") ? "Only results of the full size are saved."
            : null;
        if (problem is null) return new(names[0], arguments.Contains("--json"), arguments.Contains("--check"), arguments.Contains("--save"), scale);

        Console.Error.WriteLine($"{problem}\n\nUsage: ./bench.sh NAME [--json] [--check] [--save] [--scale=N]\n");
        foreach (var known in Known.All) Console.Error.WriteLine($"  {known.Name,-12} {known.Description}");
        return null;
    }

    private static bool IsScale(string option, out double scale) =>
        double.TryParse(option[ScaleOption.Length..], CultureInfo.InvariantCulture, out scale) && scale is >= LeastScale and <= MostScale;
}
