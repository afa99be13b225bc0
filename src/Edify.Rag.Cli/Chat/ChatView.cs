using System.Globalization;
using Edify.Rag.Cli.Output;
using Spectre.Console;

namespace Edify.Rag.Cli.Chat;

/// <summary>Shows a conversation: as it streams on a terminal, answer by answer into a pipe, one JSON object a line when JSON is asked for.</summary>
internal abstract class ChatView
{
    public static ChatView For(CommandConsole console) => console.IsJson ? new JsonChatView() : CommandConsole.IsTerminal ? new TerminalChatView() : new PipeChatView();

    public virtual void Welcome(ChatSession session) { }

    public virtual void Prompt() { }

    public abstract Task ShowAsync(IAsyncEnumerable<AnswerUpdate> updates, CancellationToken cancellationToken);

    public abstract void Show(ResearchUpdate update);

    public abstract void Line(string text);

    public abstract void Error(string message);

    public virtual void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) => CommandConsole.Table(columns, rows);

    /// <summary>A source with its words.</summary>
    public static string Source(Citation citation)
    {
        var page = citation.Page > 0 ? string.Create(CultureInfo.InvariantCulture, $", page {citation.Page}") : string.Empty;
        return $"[{citation.Number}] {citation.DocumentName}{page}: “{citation.Excerpt}”";
    }

    protected static async Task<Answer> LastAsync(IAsyncEnumerable<AnswerUpdate> updates, Action<string>? show, CancellationToken cancellationToken)
    {
        var (answer, written) = ((Answer?)null, string.Empty);
        await foreach (var update in updates.WithCancellation(cancellationToken))
        {
            if (update is AnswerUpdate.Text text) show?.Invoke(written += text.Delta);
            else if (update is AnswerUpdate.Restarted) written = string.Empty;
            else if (update is AnswerUpdate.Completed completed) answer = completed.Answer;
        }

        return answer!;
    }
}

/// <summary>Plain lines.</summary>
internal class PipeChatView : ChatView
{
    public override async Task ShowAsync(IAsyncEnumerable<AnswerUpdate> updates, CancellationToken cancellationToken) =>
        ShowEnd(await LastAsync(updates, show: null, cancellationToken), isShown: false);

    public override void Show(ResearchUpdate update)
    {
        switch (update)
        {
            case ResearchUpdate.Planned planned: Console.Error.WriteLine($"{planned.Questions.Count} questions are asked."); break;
            case ResearchUpdate.Answered answered: Console.Error.WriteLine($"{answered.Done} of {answered.Of}: {answered.Section.Question}"); break;
            case ResearchUpdate.Completed completed:
                Console.Out.WriteLine(completed.Report.Text);
                foreach (var what in completed.Report.Degraded) Console.Error.WriteLine($"note: {what}");
                break;
        }
    }

    public override void Line(string text) => Console.Out.WriteLine(text);

    public override void Error(string message) => Console.Error.WriteLine($"error: {message}");

    protected static void ShowEnd(Answer answer, bool isShown)
    {
        if (!isShown) Console.Out.WriteLine(answer.Text);
        foreach (var citation in answer.Citations) Console.Out.WriteLine(ChatView.Source(citation));
        foreach (var what in answer.Trace.Degraded) Console.Error.WriteLine($"note: {what}");
    }
}

/// <summary>The text as it is written, which the checked one takes the place of.</summary>
internal sealed class TerminalChatView : PipeChatView
{
    public override void Welcome(ChatSession session)
    {
        var roles = session.User.Roles.Count > 0 ? string.Join(", ", session.User.Roles.Concat(session.User.Grades)) : "no role, and so nothing to see";
        AnsiConsole.MarkupLine($"[grey]You are {Markup.Escape(session.User.Id)} ({Markup.Escape(roles)}). Ask, or type /help.[/]");
    }

    public override void Prompt() => AnsiConsole.Markup("[bold]> [/]");

    public override async Task ShowAsync(IAsyncEnumerable<AnswerUpdate> updates, CancellationToken cancellationToken)
    {
        Answer? answer = null;
        await AnsiConsole.Live(new Text("…")).Overflow(VerticalOverflow.Visible).StartAsync(async live =>
        {
            answer = await LastAsync(updates, written => live.UpdateTarget(new Text(written)), cancellationToken);
            live.UpdateTarget(new Text(answer.Text));
        });
        Console.Out.WriteLine();
        ShowEnd(answer!, isShown: true);
    }
}
