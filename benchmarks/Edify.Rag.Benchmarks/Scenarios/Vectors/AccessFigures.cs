using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Conformance;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors;

/// <summary>Random principals of a school ask for random documents in every way there is, as in the suite that every store passes.</summary>
internal static class AccessFigures
{
    private const string Collection = "access";
    private const int Seed = 2026;

    public static async Task<Figure> RunAsync(StoreSubject subject)
    {
        var outcome = await AccessTrial.RunAsync(subject.Store, Collection, Seed);

        // Who finds nothing shows nothing, and proves nothing.
        if (outcome.Misses is [var miss, ..]) throw new InvalidOperationException($"{subject.Name}: {outcome.Misses.Count} documents that may be seen were not found; {miss}");
        return Goals.None($"{subject.Name}: documents shown to whom they are not for, {outcome.Questions:N0} questions", "documents", outcome.Leaks.Count, (int)outcome.Pairs)
            with { BaselineName = "pairs of principal and document" };
    }
}
