using Known = Edify.Rag.Benchmarks.Scenarios.Scenario;

namespace Edify.Rag.Benchmarks;

/// <summary>What the program was asked to do.</summary>
/// <param name="Scenario">Which scenario to run.</param>
/// <param name="Json">Whether to print for machines.</param>
/// <param name="Check">Whether a missed goal is an error.</param>
/// <param name="Save">Whether to write the results into the repository.</param>
internal sealed record CommandLine(string Scenario, bool Json, bool Check, bool Save)
{
    public const int GoalMissed = 1;
    public const int UsageError = 2;

    private static readonly string[] Options = ["--json", "--check", "--save"];

    /// <summary>Reads the arguments; <see langword="null"/> after saying on the error stream what is wrong with them.</summary>
    public static CommandLine? Parse(string[] arguments)
    {
        var names = arguments.Where(a => !a.StartsWith('-')).ToList();
        var unknown = arguments.Where(a => a.StartsWith('-')).Except(Options).ToList();
        var problem = unknown is [var option, ..] ? $"Unknown option '{option}'."
            : names is not [var name] ? "Name one scenario."
            : Known.Named(name) is null ? $"There is no scenario '{name}'."
            : null;
        if (problem is null) return new(names[0], arguments.Contains("--json"), arguments.Contains("--check"), arguments.Contains("--save"));

        Console.Error.WriteLine($"{problem}\n\nUsage: ./bench.sh NAME [--json] [--check] [--save]\n");
        foreach (var scenario in Known.All) Console.Error.WriteLine($"  {scenario.Name,-12} {scenario.Description}");
        return null;
    }
}
