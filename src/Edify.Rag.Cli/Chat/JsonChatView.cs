using Edify.Rag.Cli.Commands;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Chat;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonChatView : ChatView
{
    public override async Task ShowAsync(IAsyncEnumerable<AnswerUpdate> updates, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var answer = await LastAsync(updates, show: null, cancellationToken);
        CommandConsole.PrintLine(AskCommand.Result(answer, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds), json => json.AskResult);
    }

    public override void Show(ResearchUpdate update)
    {
        if (update is ResearchUpdate.Completed { Report: var report })
            CommandConsole.PrintLine(new ResearchResult(report.Text, report.Outcome, [.. report.Citations.Select(AskCommand.Cited)], [.. report.Sections.Select(s => s.Question)], report.Degraded), json => json.ResearchResult);
    }

    public override void Line(string text) => CommandConsole.PrintLine(text, json => json.String);

    public override void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in rows) Line(string.Join(": ", row));
    }

    public override void Error(string message) => CommandConsole.PrintLine(new ErrorResult(message), json => json.ErrorResult);
}
