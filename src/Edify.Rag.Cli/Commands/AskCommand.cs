using System.CommandLine;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Answers a question from what a person may see.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var asker = new AskerOptions();
        var question = new Argument<string>("question") { Description = "The question." };
        var command = new Command("ask", "Answer a question with its sources, as a person of a role and grade may see them.") { question };
        asker.AddTo(command);
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.RequireCollectionAsync(cancellationToken);
            var started = TimeProvider.System.GetTimestamp();
            var arguments = context.Arguments;
            var asked = new Question(arguments.GetRequiredValue(question), asker.ReadUser(arguments, context.Host.Options.Tenant))
            {
                Top = arguments.GetValue(asker.Top),
                Mode = arguments.GetValue(asker.Mode),
            };
            var answer = await context.Host.Assistant.AskAsync(asked, cancellationToken);
            var elapsed = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            context.Console.Print(Result(answer, elapsed), json => json.AskResult, Show);
            return 0;
        });
        return command;
    }

    public static AskResult Result(Answer answer, double elapsed) => new(
        answer.Text,
        answer.Outcome,
        [.. answer.Citations.Select(Cited)],
        Trace(answer.Trace),
        elapsed);

    public static CitedPassage Cited(Citation c) => new(c.Number, c.DocumentName, c.Page, c.Excerpt, c.DocumentId, c.Title, c.PageLabel);

    // As it is printed on the page, and as a viewer counts it.
    private static string Place(CitedPassage c) =>
        c.Page == 0 ? string.Empty : c.PageLabel.Length > 0 ? $", page {c.PageLabel} ({c.Page})" : $", page {c.Page}";

    private static TraceResult Trace(AnswerTrace trace) => new(
        trace.Strategy,
        trace.PromptVersion,
        trace.Model,
        trace.InputTokens,
        trace.OutputTokens,
        trace.Cost,
        trace.Cached,
        trace.Scope,
        trace.Degraded,
        [.. trace.Steps.Select(s => new StepResult(s.Name, s.Elapsed.TotalMilliseconds, s.Detail))]);

    private static void Show(AskResult result)
    {
        Console.Out.WriteLine(result.Answer);
        if (result.Citations.Count > 0) Console.Out.WriteLine();
        foreach (var c in result.Citations)
            Console.Out.WriteLine($"[{c.Number}] {c.Name}{(c.Title.Length > 0 ? $" ({c.Title})" : string.Empty)}{Place(c)}: “{c.Excerpt}”");
        foreach (var what in result.Trace.Degraded) Console.Error.WriteLine($"note: {what}");
    }
}
