namespace Edify.Rag.Benchmarks.Measuring;

/// <summary>What repeated runs of one measurement gave.</summary>
public sealed class Samples
{
    private readonly double[] _sorted;

    /// <summary>Takes the values of all runs.</summary>
    /// <param name="values">At least one.</param>
    public Samples(params IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count);
        _sorted = [.. values.Order()];
    }

    /// <summary>Number of runs.</summary>
    public int Count => _sorted.Length;

    /// <summary>The smallest value: what the code takes when nothing disturbs it.</summary>
    public double Min => _sorted[0];

    /// <summary>The value in the middle: what is reported and judged.</summary>
    public double Median => (_sorted[(Count - 1) / 2] + _sorted[Count / 2]) / 2;
}
