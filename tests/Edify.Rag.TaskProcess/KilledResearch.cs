using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.TaskProcess;

/// <summary>A research whose process was killed in the middle, and what another one made of it.</summary>
/// <param name="AnsweredBefore">How many questions were answered, at least, when the process was killed.</param>
/// <param name="Asked">What the language model was asked, in all.</param>
/// <param name="Task">The task as it ended.</param>
/// <param name="Report">What it came to.</param>
/// <param name="Notifications">What its user was told.</param>
public sealed record KilledResearch(
    int AnsweredBefore, IReadOnlyList<string> Asked, RagTask Task, ResearchReport Report, IReadOnlyList<RagNotification> Notifications)
{
    // What the plan is worth, and all answers together.
    private const double Planned = 5;
    private const double Answered = 90;

    /// <summary>Submits a research, kills the process that works on it once two questions are answered, and has another go on.</summary>
    public static async Task<KilledResearch> RunAsync(TaskSchool school, CancellationToken cancellationToken)
    {
        await using var services = school.Services();
        await school.IngestAsync(services);
        var tasks = services.GetRequiredService<IRagTasks>();
        var submitted = await tasks.SubmitAsync(TaskSchool.Head, RagTaskKinds.Research, new("What do the procedures say about money?"), cancellationToken);
        var victim = school.Start();
        await foreach (var now in tasks.FollowAsync(TaskSchool.Head, submitted.Id, cancellationToken: cancellationToken))
        {
            if (now.Percent >= Planned + (Answered * 2 / TaskSchool.Questions)) break;
        }

        school.Kill(victim);
        var killed = await tasks.FindAsync(TaskSchool.Head, submitted.Id, cancellationToken);
        var answered = (int)Math.Round((killed!.Percent - Planned) * TaskSchool.Questions / Answered);
        school.Start();
        var ended = await tasks.FollowAsync(TaskSchool.Head, submitted.Id, killed.Sequence, cancellationToken).LastAsync(cancellationToken);
        var report = await tasks.ReadResultAsync(TaskSchool.Head, RagTaskKinds.Research, submitted.Id, cancellationToken);
        var told = await services.GetRequiredService<IRagNotifications>().ListAsync(TaskSchool.Head, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        return new(answered, school.Asked, ended, report!, told);
    }
}
