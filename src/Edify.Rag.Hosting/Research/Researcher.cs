using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Edify.Rag.Hosting.Retrieval;

namespace Edify.Rag.Hosting.Research;

/// <summary>The flow of a research: scope → plan → an answer for each question → report.</summary>
internal sealed class Researcher(IAccessPolicy policy, ResearchPlanner planner, IRagAssistant assistant, Func<ResearchOptions> settings) : IResearch
{
    public async IAsyncEnumerable<ResearchUpdate> RunAsync(ResearchTask task, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        task = task with { Question = QuestionText.Clean(task.Question) };
        var options = settings();
        var scope = await policy.ResolveAsync(task.User, cancellationToken).ConfigureAwait(false);
        var earlier = task.Earlier is { } came && came.Plan.Scope == scope.Fingerprint && came.Plan.Questions.Count > 0 ? came : null;
        var planned = earlier?.Plan ?? await PlanAsync(task, scope, options, cancellationToken).ConfigureAwait(false);
        yield return planned;

        var sections = new ResearchSection?[planned.Questions.Count];
        var done = 0;
        foreach (var i in TakeOver(earlier, planned, scope, sections)) yield return new ResearchUpdate.Answered(++done, sections.Length, sections[i]!);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answers = Channel.CreateUnbounded<int>();
        var asking = AskAllAsync(task, planned, sections, answers.Writer, options.Parallelism, stop.Token);
        try
        {
            await foreach (var i in answers.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return new ResearchUpdate.Answered(++done, sections.Length, sections[i]!);
        }
        finally
        {
            // Who stops listening stops the asking.
            await stop.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await asking.ConfigureAwait(false);
        yield return new ResearchUpdate.Completed(ReportWriter.Write(task.Question, [.. sections.OfType<ResearchSection>()], planned.Degraded is { Length: > 0 } reason ? [reason] : []));
    }

    private async Task<ResearchUpdate.Planned> PlanAsync(ResearchTask task, AccessScope scope, ResearchOptions options, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(task, scope, options, cancellationToken).ConfigureAwait(false);
        return new(plan.Questions) { Scope = scope.Fingerprint, Degraded = plan.Degraded ?? string.Empty };
    }

    // Only what was answered under the rights of now: an answer quotes what they let see.
    private static IEnumerable<int> TakeOver(ResearchProgress? earlier, ResearchUpdate.Planned planned, AccessScope scope, ResearchSection?[] sections)
    {
        foreach (var (i, question) in planned.Questions.Index())
        {
            sections[i] = earlier?.Sections.FirstOrDefault(section => section.Question == question && section.Answer.Trace.Scope == scope.Fingerprint);
            if (sections[i] is not null) yield return i;
        }
    }

    private async Task AskAllAsync(
        ResearchTask task, ResearchUpdate.Planned plan, ResearchSection?[] sections, ChannelWriter<int> answered, int parallelism, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(plan.Questions.Index().Where(question => sections[question.Index] is null).ToList(), options, async (question, token) =>
            {
                var asked = new Question(question.Item, task.User) { Within = task.Within, IsKept = false };
                sections[question.Index] = new(question.Item, await assistant.AskAsync(asked, token).ConfigureAwait(false));
                answered.TryWrite(question.Index);
            }).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
            throw;
        }
        finally
        {
            answered.Complete(failure);
        }
    }
}
