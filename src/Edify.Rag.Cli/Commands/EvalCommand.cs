using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Evaluation;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Measures answers on a golden set.</summary>
internal static class EvalCommand
{
    private const int Missed = 2;
    private const double DefaultTolerance = 0.01;

    public static Command Create()
    {
        var common = new CommonOptions();
        var golden = new Argument<FileInfo>("golden") { Description = "Questions with what is expected of their answers, a JSON object a line." };
        var mode = new Option<RetrievalMode>("--mode") { Description = "How to search.", DefaultValueFactory = _ => RetrievalMode.Hybrid };
        var graded = new Option<bool>("--model-graded") { Description = "Have the pipeline's language model grade faithfulness and relevance." };
        var save = new Option<FileInfo?>("--save") { Description = "Keep the report in FILE, to compare later ones with.", HelpName = "FILE" };
        var baseline = new Option<FileInfo?>("--baseline") { Description = $"Compare with the report in FILE; a lower mean is exit code {Missed}.", HelpName = "FILE" };
        var tolerance = new Option<double>("--tolerance") { Description = "By how much a mean may be lower than the baseline's.", HelpName = "X", DefaultValueFactory = _ => DefaultTolerance };
        var least = new Option<string[]>("--min") { Description = $"The least mean of a score, such as correctness=0.9; less is exit code {Missed}. May be repeated.", HelpName = "SCORE=X" };
        var command = new Command("eval", "Ask the questions of a golden set, each as the person who asks it, and measure what is found and answered.")
        {
            golden, mode, graded, save, baseline, tolerance, least,
        };
        common.AddTo(command);
        command.Add(EvalRetrievalCommand.Create());
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var (arguments, host) = (context.Arguments, context.Host);
            var goals = ScoreGoal.ParseAll(arguments.GetValue(least) ?? []);
            var before = arguments.GetValue(baseline) is { } file ? await ReadReportAsync(file, cancellationToken) : null;
            await host.RequireCollectionAsync(cancellationToken);
            var started = TimeProvider.System.GetTimestamp();
            var evaluation = new GoldenEvaluation(host.Assistant, host.Retriever, host.Policy, new()
            {
                Tenant = host.Options.Tenant,
                Mode = arguments.GetValue(mode),
                Scorers = arguments.GetValue(graded) ? AnswerScorers.GradedBy(GradingModel.Of(host.Model)) : AnswerScorers.Lexical,
            });
            var report = await evaluation.RunAsync(await ReadGoldenAsync(arguments.GetRequiredValue(golden), cancellationToken), cancellationToken: cancellationToken);
            if (arguments.GetValue(save) is { } kept) await SaveAsync(report, kept, cancellationToken);
            var compared = before is null ? [] : report.CompareWith(before, arguments.GetValue(tolerance));
            string[] missed =
            [
                .. compared.Where(c => c.IsWorse).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} is {c.Value:F4}, and was {c.Baseline:F4}")),
                .. goals.Select(g => g.MissedBy(report.Scores)).OfType<string>(),
            ];
            var elapsed = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            context.Console.Print(new(report.Scores, report.Questions, compared, missed, elapsed), json => json.EvalResult, Show);
            return missed.Length == 0 ? 0 : Missed;
        });
        return command;
    }

    private static async Task<GoldenSet> ReadGoldenAsync(FileInfo file, CancellationToken cancellationToken)
    {
        using var reader = file.OpenText();
        return await GoldenSet.ReadAsync(reader, cancellationToken);
    }

    private static async Task<EvaluationReport> ReadReportAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenRead();
        return await EvaluationReport.ReadAsync(stream, cancellationToken);
    }

    private static async Task SaveAsync(EvaluationReport report, FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file.Create();
        await report.WriteAsync(stream, cancellationToken);
    }

    private static void Show(EvalResult result)
    {
        var before = result.Compared.ToDictionary(c => c.Name);
        CommandConsole.Table(
            before.Count > 0 ? ["score", "mean", "before", "change"] : ["score", "mean"],
            result.Scores.Select(s => (IReadOnlyList<string>)(before.Count == 0
                ? [s.Key, Figure(s.Value)]
                : before.TryGetValue(s.Key, out var c) ? [s.Key, Figure(s.Value), Figure(c.Baseline), (c.Value - c.Baseline).ToString("+0.0000;-0.0000;0", CultureInfo.InvariantCulture)] : [s.Key, Figure(s.Value), "-", "-"])));
        Console.Out.WriteLine($"{result.Questions.Count:N0} questions in {result.ElapsedMs / 1000:N1} s.");
        foreach (var question in result.Questions.Where(q => q.Scores.Any(s => s.Key is "outcome" or "correctness" or "citation recall" && s.Value < 1)))
            Console.Error.WriteLine($"not right: {question.Id}: {question.Question} ({string.Join(", ", question.Scores.Where(s => s.Value < 1 && s.Key is "outcome" or "correctness" or "citation recall").Select(s => $"{s.Key} {Figure(s.Value)}"))})");
        foreach (var what in result.Missed) Console.Error.WriteLine($"missed: {what}");
    }

    private static string Figure(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
