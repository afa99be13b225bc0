using System.CommandLine;
using Edify.Rag.Cli.Chat;

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
        var command = new Command("research", "Plan the questions in a long one, answer each, and write a report with its sources.") { question, scope, asker.User, asker.Roles, asker.Grades };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.RequireCollectionAsync(cancellationToken);
            var session = new ChatSession(context.Host, asker.ReadUser(context.Arguments, context.Host.Options.Tenant))
            {
                Scope = context.Arguments.GetValue(scope) is { } written ? ChatScope.Parse(written) : ChatScope.Everywhere,
            };
            var view = ChatView.For(context.Console);
            await foreach (var update in session.ResearchAsync(context.Arguments.GetRequiredValue(question), cancellationToken)) view.Show(update);
            return 0;
        });
        return command;
    }
}
