namespace Edify.Rag.Benchmarks.Measuring;

/// <summary>Something measured, beside what it is measured against and what it should be.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Unit of the figure and its baseline, such as "ms".</param>
/// <param name="Value">The figure.</param>
/// <param name="Goal">What it should be.</param>
public sealed record Figure(string Name, string Unit, Samples Value, Goal Goal)
{
    /// <summary>What it is compared with, measured in the same run.</summary>
    public required string BaselineName { get; init; }

    /// <summary>The baseline's figure.</summary>
    public required Samples Baseline { get; init; }

    /// <summary>The figure's median as a part of the baseline's.</summary>
    public double Ratio => Value.Median / Baseline.Median;

    /// <summary>Whether the goal is met.</summary>
    public bool Holds => Goal.IsMet(this);
}

/// <summary>What a figure should be.</summary>
/// <param name="Text">In words.</param>
/// <param name="IsMet">Whether a figure is so.</param>
public sealed record Goal(string Text, Func<Figure, bool> IsMet);
