namespace Edify.Rag.Cli.Chat;

/// <summary>Reads line after line: a question, or a command that begins with a slash.</summary>
/// <remarks>What goes wrong with one line is told, and the next one is read.</remarks>
internal sealed class ChatLoop(ChatSession session, ChatView view)
{
    private readonly ChatCommands _commands = new(session, view);

    public async Task RunAsync(TextReader input, CancellationToken cancellationToken)
    {
        view.Welcome(session);
        while (true)
        {
            view.Prompt();
            if (await input.ReadLineAsync(cancellationToken) is not { } line) return;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                if (line.StartsWith('/'))
                {
                    if (!await _commands.RunAsync(line, cancellationToken)) return;
                }
                else
                {
                    await view.ShowAsync(session.AskAsync(line, cancellationToken), cancellationToken);
                }
            }
            catch (Exception e) when (e is RagException or ArgumentException or FormatException && !cancellationToken.IsCancellationRequested)
            {
                view.Error(e.Message);
            }
        }
    }
}
