using System.CommandLine;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>What a user has handed in to be done in the background.</summary>
internal static class TasksCommand
{
    private const int DidNotSucceed = 2;

    public static Command Create() => new("tasks", "Look after tasks in the background: each user their own.")
    {
        List(), Show(), Follow(), Cancel(), Run(),
    };

    private static Command List()
    {
        var (common, asker) = (new CommonOptions(), new AskerOptions());
        var command = new Command("list", "A user's tasks, the newest first.") { asker.User };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var tasks = await context.Host.Tasks.ListAsync(asker.ReadUser(context.Arguments, context.Host.Options.Tenant), cancellationToken).ToListAsync(cancellationToken);
            context.Console.Print(new TaskListResult([.. tasks.Select(task => TaskView.Result(task))]), json => json.TaskListResult, TaskView.ShowList);
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var (common, asker, id) = (new CommonOptions(), new AskerOptions(), Id());
        var command = new Command("show", "How a task goes, and what it came to.") { id, asker.User };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var user = asker.ReadUser(context.Arguments, context.Host.Options.Tenant);
            var task = await context.Host.Tasks.FindAsync(user, context.Arguments.GetValue(id), cancellationToken) ?? throw Unknown();
            return await ShowAsync(context, user, task, cancellationToken);
        });
        return command;
    }

    private static Command Follow()
    {
        var (common, asker, id) = (new CommonOptions(), new AskerOptions(), Id());
        var after = new Option<long>("--after") { Description = "Go on behind a sequence that was seen.", HelpName = "N" };
        var command = new Command("follow", "Follow a task to its end, and print what it came to.") { id, after, asker.User };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var user = asker.ReadUser(context.Arguments, context.Host.Options.Tenant);
            RagTask? last = null;
            await foreach (var task in context.Host.Tasks.FollowAsync(user, context.Arguments.GetValue(id), context.Arguments.GetValue(after), cancellationToken))
            {
                last = task;
                if (task.HasEnded) break;
                if (context.Console.IsJson) CommandConsole.PrintLine(TaskView.Result(task), json => json.TaskResult);
                else Console.Error.WriteLine(TaskView.Line(TaskView.Result(task)));
                StandardOutput.ThrowIfClosed();
            }

            last ??= await context.Host.Tasks.FindAsync(user, context.Arguments.GetValue(id), cancellationToken) ?? throw Unknown();
            if (!context.Console.IsJson) return await ShowAsync(context, user, last, cancellationToken);
            CommandConsole.PrintLine(TaskView.Result(last, await context.Host.Tasks.ReadResultAsync(user, last.Id, cancellationToken)), json => json.TaskResult);
            return last.State == RagTaskState.Done ? 0 : DidNotSucceed;
        });
        return command;
    }

    private static Command Cancel()
    {
        var (common, asker, id) = (new CommonOptions(), new AskerOptions(), Id());
        var command = new Command("cancel", "Call a task off.") { id, asker.User };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var (user, which) = (asker.ReadUser(context.Arguments, context.Host.Options.Tenant), context.Arguments.GetValue(id));
            if (await context.Host.Tasks.FindAsync(user, which, cancellationToken) is null) throw Unknown();
            var cancelled = await context.Host.Tasks.CancelAsync(user, which, cancellationToken);
            context.Console.Print(
                new TaskCancelResult(which, cancelled), json => json.TaskCancelResult, result => Console.Out.WriteLine(result.Cancelled ? "Called off." : "It had ended already."));
            return cancelled ? 0 : DidNotSucceed;
        });
        return command;
    }

    private static Command Run()
    {
        var common = new CommonOptions();
        var untilIdle = new Option<bool>("--until-idle") { Description = "End when no task is left." };
        var command = new Command("run", "Run the tasks of all users, as a host does, until it is stopped.") { untilIdle };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.TaskWorker.RunAsync(context.Arguments.GetValue(untilIdle), cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task<int> ShowAsync(CommandContext context, RagUser user, RagTask task, CancellationToken cancellationToken)
    {
        var result = await context.Host.Tasks.ReadResultAsync(user, task.Id, cancellationToken);
        context.Console.Print(TaskView.Result(task, result), json => json.TaskResult, TaskView.Show);
        return task.State is RagTaskState.Failed or RagTaskState.Cancelled ? DidNotSucceed : 0;
    }

    private static Argument<Guid> Id() => new("id") { Description = "The task." };

    // The same for what there isn't and for what is somebody else's.
    private static RagInputException Unknown() => new("The user has no task of this identifier; 'edify-rag tasks list --user U' shows those they have.");
}
