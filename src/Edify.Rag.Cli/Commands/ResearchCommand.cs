using System.CommandLine;
using Edify.Rag.Cli.Chat;
using Edify.Rag.Cli.Composition;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Works on a long question, and writes a report.</summary>
internal static class ResearchCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var asker = new AskerOptions();
        var question = new Argument<string>("question") { Description = "The question." };
        var scope = new Option<string?>("--scope") { Description = "Where to look, such as 'subject=Science grade=\"Grade 5\"'.", HelpName = "FIELD=VALUE…" };
        var background = new Option<bool>("--background") { Description = "Hand it in as a task and return; 'edify-rag tasks' tells how it goes." };
        var command = new Command("research", "Plan the questions in a long one, answer each, and write a report with its sources.")
        {
            question, scope, background, asker.User, asker.Roles, asker.Grades,
        };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.RequireCollectionAsync(cancellationToken);
            var (asked, user) = (context.Arguments.GetRequiredValue(question), asker.ReadUser(context.Arguments, context.Host.Options.Tenant));
            var within = context.Arguments.GetValue(scope) is { } written ? ChatScope.Parse(written) : ChatScope.Everywhere;
            if (context.Arguments.GetValue(background))
            {
                var task = await context.Host.Tasks.SubmitAsync(user, RagTaskKinds.Research, new(asked) { Within = within.Fields }, cancellationToken);
                if (context.Host.RunsTasks) TaskProcess.Start(common.Read(context.Arguments));
                TaskView.ShowSubmitted(context.Console, task, user);
                return 0;
            }

            var session = new ChatSession(context.Host, user) { Scope = within };
            var view = ChatView.For(context.Console);
            await foreach (var update in session.ResearchAsync(asked, cancellationToken)) view.Show(update);
            return 0;
        });
        return command;
    }
}
