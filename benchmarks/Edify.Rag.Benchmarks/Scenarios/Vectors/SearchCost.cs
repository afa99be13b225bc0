using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors;

/// <summary>What searches take, subject and baseline in turns.</summary>
internal static class SearchCost
{
    // Until the runtime has compiled for good what is measured, on both sides.
    private static readonly TimeSpan LeastWarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Milliseconds of each search: all questions by the one and by the other, round after round.</summary>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="questions">How many questions there are.</param>
    /// <param name="subject">Asks the question of a number.</param>
    /// <param name="baseline">The same without what is measured.</param>
    public static async Task<(Samples Subject, Samples Baseline)> CompareAsync(int rounds, int questions, Func<int, Task> subject, Func<int, Task> baseline)
    {
        var (subjects, baselines) = (new List<double>(), new List<double>());
        var started = Stopwatch.GetTimestamp();
        for (var round = -1; round < rounds; round++)
        {
            if (round == 0 && Stopwatch.GetElapsedTime(started) < LeastWarmUp) round--;

            // Question by question, and not always the same first: what disturbs one disturbs the other.
            for (var question = 0; question < questions; question++)
            {
                var isSubjectFirst = ((question + round) & 1) == 0;
                if (isSubjectFirst) Take(subjects, await TimeAsync(subject, question));
                Take(baselines, await TimeAsync(baseline, question));
                if (!isSubjectFirst) Take(subjects, await TimeAsync(subject, question));
            }

            void Take(List<double> samples, double milliseconds)
            {
                if (round >= 0) samples.Add(milliseconds);
            }
        }

        return (new(subjects), new(baselines));
    }

    /// <summary>Kilobytes that a search allocates, on whatever thread.</summary>
    public static async Task<double> AllocatedAsync(int questions, Func<int, Task> search)
    {
        await search(0);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var question = 0; question < questions; question++) await search(question);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e3 / questions;
    }

    public static async Task<int> CountAsync(IVectorStore store, string collection, VectorQuery query, AccessScope scope)
    {
        var found = 0;
        await foreach (var _ in store.SearchAsync(collection, query, scope)) found++;
        return found;
    }

    private static async Task<double> TimeAsync(Func<int, Task> search, int question)
    {
        var started = Stopwatch.GetTimestamp();
        await search(question);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
