using System.Globalization;

namespace Edify.Rag.Benchmarks.Measuring;

/// <summary>Figures that are measured against a number rather than against another program.</summary>
internal static class Goals
{
    /// <summary>A figure that should reach a number; its median is judged.</summary>
    public static Figure AtLeast(string name, string unit, double least, params IReadOnlyList<double> values) =>
        Make(name, unit, values, least, new(FormattableString.Invariant($"at least {Number(least)} {unit}").TrimEnd(), f => f.Value.Median >= least));

    /// <summary>A figure that should stay under a number; its median is judged.</summary>
    public static Figure Under(string name, string unit, double most, params IReadOnlyList<double> values) =>
        Make(name, unit, values, most, new(FormattableString.Invariant($"under {Number(most)} {unit}"), f => f.Value.Median < most));

    /// <summary>A number of things that should not be.</summary>
    public static Figure None(string name, string unit, int count, int of) => new(name, unit, new(count), new("0", f => f.Value.Median == 0))
    {
        BaselineName = "all there are",
        Baseline = new(of),
    };

    private static Figure Make(string name, string unit, IReadOnlyList<double> values, double goal, Goal judged) =>
        new(name, unit, new(values), judged) { BaselineName = "the goal", Baseline = new(goal) };

    private static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
