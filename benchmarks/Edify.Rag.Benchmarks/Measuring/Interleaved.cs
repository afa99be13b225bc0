namespace Edify.Rag.Benchmarks.Measuring;

/// <summary>Measures a subject and its baseline in turns, so that whatever else the machine does disturbs both alike.</summary>
internal static class Interleaved
{
    /// <summary>Runs both several times, after one round that is not counted.</summary>
    /// <param name="runs">How often each is counted.</param>
    /// <param name="subject">What is measured; returns its figure.</param>
    /// <param name="baseline">What it is measured against; returns its figure.</param>
    public static async Task<(Samples Subject, Samples Baseline)> RunAsync(int runs, Func<Task<double>> subject, Func<Task<double>> baseline)
    {
        var (subjects, baselines) = (new double[runs], new double[runs]);
        for (var run = -1; run < runs; run++)
        {
            var (a, b) = (await baseline(), await subject());
            if (run >= 0) (baselines[run], subjects[run]) = (a, b);
        }

        return (new(subjects), new(baselines));
    }
}
