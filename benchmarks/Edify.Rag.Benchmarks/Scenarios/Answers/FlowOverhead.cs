using System.Diagnostics;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Benchmarks.Scenarios.Answers;

/// <summary>The time of the whole question flow over an embedded store, with a language model that answers at once.</summary>
internal static class FlowOverhead
{
    private const int WarmUp = 50;
    private const int Questions = 500;
    private const double MostAtMedian = 15;
    private const double MostAt99 = 60;
    private const double MostWhenCached = 2;

    private static readonly RagUser Pupil = new("asha", RagHost.Tenant) { Roles = ["student"], Grades = ["3"] };
    private static readonly RagUser Admin = new("head", RagHost.Tenant) { Roles = ["admin"] };

    public static async IAsyncEnumerable<Figure> RunAsync(string folder, double scale)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddEdifyRag(rag => rag.UseInMemoryBlobs().UseStateDirectory(folder).UseChat(_ => new PromptModel()))
            .BuildServiceProvider();
        var chunks = new SchoolChunks(scale);
        await chunks.StoreAsync(services);
        foreach (var (asker, who) in new[] { (Pupil, "a pupil who sees a tenth"), (Admin, "a head who sees all") })
        {
            var assistant = services.GetRag<IRagAssistant>();
            var times = await AskAsync(assistant, chunks, asker, isCached: false);
            var what = $"a question over {chunks.Count:N0} chunks, without the model, of {who}";
            yield return Goals.Under($"{what}: median", "ms", MostAtMedian, times);
            yield return Goals.Under($"{what}: 99th of 100", "ms", MostAt99, times[(int)(0.99 * times.Length)]);
            yield return Goals.Under($"the same questions again, answered by the cache, of {who}: median", "ms", MostWhenCached, await AskAsync(assistant, chunks, asker, isCached: true));
        }
    }

    /// <summary>The times, the shortest first.</summary>
    private static async Task<double[]> AskAsync(IRagAssistant assistant, SchoolChunks chunks, RagUser asker, bool isCached)
    {
        var times = new List<double>(Questions);
        foreach (var (question, i) in chunks.Questions(WarmUp + Questions).Select((question, i) => (question, i)))
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await assistant.AskAsync(new(question, asker));
            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

            // One that found nothing, did without a part of the search, or is not what it is measured as, is not faster but wrong.
            if (answer.Outcome != AnswerOutcome.Answered || answer.Trace.Cached != isCached) throw new InvalidOperationException($"{answer.Outcome}: {string.Join(' ', answer.Trace.Degraded)}");
            if (i >= WarmUp) times.Add(elapsed);
        }

        times.Sort();
        return [.. times];
    }
}
