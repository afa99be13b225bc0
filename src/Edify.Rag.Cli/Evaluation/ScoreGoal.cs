using System.Globalization;

namespace Edify.Rag.Cli.Evaluation;

/// <summary>The least mean of a score.</summary>
internal sealed record ScoreGoal(string Name, double Least)
{
    /// <exception cref="ArgumentException">One is not NAME=VALUE.</exception>
    public static IReadOnlyList<ScoreGoal> ParseAll(IEnumerable<string> texts) => [.. texts.Select(Parse)];

    /// <summary>Why the goal is missed; <see langword="null"/> where it is not.</summary>
    public string? MissedBy(IReadOnlyDictionary<string, double> scores) => !scores.TryGetValue(Name, out var value)
        ? $"{Name} was not measured; measured were {string.Join(", ", scores.Keys)}"
        : value >= Least ? null : string.Create(CultureInfo.InvariantCulture, $"{Name} is {value:F4}, and is to be at least {Least}");

    private static ScoreGoal Parse(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && double.TryParse(text.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var least)
            ? new(text[..at].Trim(), least)
            : throw new ArgumentException($"'{text}' is no goal; write it as correctness=0.9.");
    }
}
