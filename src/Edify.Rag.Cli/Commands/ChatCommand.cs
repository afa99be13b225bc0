using System.CommandLine;
using Edify.Rag.Cli.Chat;

namespace Edify.Rag.Cli.Commands;

/// <summary>Talks: questions and answers of one conversation, a line each.</summary>
internal static class ChatCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var asker = new AskerOptions();
        var conversation = new Option<string?>("--conversation") { Description = "Go on with a conversation of the same user.", HelpName = "ID" };
        var command = new Command("chat", "Ask question after question, in one conversation, with streamed answers; /help tells what else can be typed.") { conversation };
        asker.AddTo(command);
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.RequireCollectionAsync(cancellationToken);
            var arguments = context.Arguments;
            var session = new ChatSession(context.Host, asker.ReadUser(arguments, context.Host.Options.Tenant))
            {
                ConversationId = arguments.GetValue(conversation),
                Top = arguments.GetValue(asker.Top),
                Mode = arguments.GetValue(asker.Mode),
            };
            await new ChatLoop(session, ChatView.For(context.Console)).RunAsync(Console.In, cancellationToken);
            return 0;
        });
        return command;
    }
}
