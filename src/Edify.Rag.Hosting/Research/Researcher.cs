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
        var plan = await planner.PlanAsync(task, scope, options, cancellationToken).ConfigureAwait(false);
        yield return new ResearchUpdate.Planned(plan.Questions);

        var sections = new ResearchSection[plan.Questions.Count];
        var done = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answers = Channel.CreateUnbounded<int>();
        var asking = AskAllAsync(task, plan, sections, answers.Writer, options.Parallelism, stop.Token);
        try
        {
            await foreach (var i in answers.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return new ResearchUpdate.Answered(++done, sections.Length, sections[i]);
        }
        finally
        {
            // Who stops listening stops the asking.
            await stop.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await asking.ConfigureAwait(false);
        yield return new ResearchUpdate.Completed(ReportWriter.Write(task.Question, sections, plan.Degraded is { } reason ? [reason] : []));
    }

    private async Task AskAllAsync(
        ResearchTask task, ResearchPlan plan, ResearchSection[] sections, ChannelWriter<int> answered, int parallelism, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(plan.Questions.Index(), options, async (question, token) =>
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
