using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Composition;
using Edify.Rag.Cli.Evaluation;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Measures retrieval on a judged collection.</summary>
internal static class EvalRetrievalCommand
{
    private const string RunName = "edify-rag";

    public static Command Create()
    {
        var common = new CommonOptions();
        var corpus = new Option<FileInfo>("--corpus") { Description = "Documents, a JSON object a line: _id, title, text.", HelpName = "C.jsonl", Required = true };
        var queries = new Option<FileInfo>("--queries") { Description = "Questions: identifier, tab, question; or a JSON object a line with _id and text.", HelpName = "Q.tsv", Required = true };
        var qrels = new Option<FileInfo>("--qrels") { Description = "Judgements as TREC or BEIR write them.", HelpName = "Q.txt", Required = true };
        var mode = new Option<RetrievalMode>("--mode") { Description = "How to search.", DefaultValueFactory = _ => RetrievalMode.Hybrid };
        var top = new Option<int>("--top") { Description = $"How many documents to rank, 1 to {VectorQuery.MaxLimit}.", HelpName = "N", DefaultValueFactory = _ => VectorQuery.MaxLimit };
        var metrics = new Option<string[]>("--metric") { Description = $"What to measure; may be repeated. Default: {string.Join(", ", RankingMetric.Usual)}", HelpName = "M" };
        var run = new Option<FileInfo?>("--run") { Description = "Write what was found to FILE, as TREC does.", HelpName = "FILE" };
        var command = new Command("retrieval", "Measure retrieval on a judged collection of TREC's or BEIR's shape, in a store of its own that is thrown away.")
        {
            corpus, queries, qrels, mode, top, metrics, run,
        };
        top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > VectorQuery.MaxLimit) result.AddError($"--top must be 1 to {VectorQuery.MaxLimit}.");
        });
        common.AddTo(command);
        command.SetAction((result, cancellationToken) => CommandRunner.RunAsync(new(result.GetValue(common.Json)), async token =>
        {
            IReadOnlyList<RankingMetric> wanted = result.GetValue(metrics) is { Length: > 0 } named ? [.. named.Select(RankingMetric.Parse)] : RankingMetric.Usual;
            var judgments = await ReadAsync(result.GetRequiredValue(qrels), RelevanceJudgments.ReadAsync, token);
            using var folder = new TemporaryFolder();
            await using var host = CliHost.Create(common.Read(result) with { State = folder.Path }, EvaluationCorpus.Settings);
            var started = TimeProvider.System.GetTimestamp();
            var documents = await ReadAsync(result.GetRequiredValue(corpus), (reader, t) => EvaluationCorpus.LoadAsync(host, CorpusFiles.ReadDocumentsAsync(reader, t), t), token);
            var loaded = TimeProvider.System.GetElapsedTime(started);
            var search = new CorpusSearch(host, result.GetValue(mode), result.GetValue(top));
            var found = await ReadAsync(result.GetRequiredValue(queries), (reader, t) => search.RunAsync(CorpusFiles.ReadQueriesAsync(reader, t), judgments, t), token);
            var elapsed = TimeProvider.System.GetElapsedTime(started) - loaded;
            if (result.GetValue(run) is { } file) await WriteAsync(found, file, token);
            var evaluation = RankingEvaluation.Of(found, judgments, wanted);
            var shown = new EvalRetrievalResult(
                documents, found.Queries.Count, evaluation.Queries.Count, result.GetValue(mode), evaluation.Means, result.GetValue(run)?.FullName, loaded.TotalMilliseconds, elapsed.TotalMilliseconds);
            new CommandConsole(result.GetValue(common.Json)).Print(shown, json => json.EvalRetrievalResult, Show);
            return 0;
        }, cancellationToken));
        return command;
    }

    private static async Task<T> ReadAsync<T>(FileInfo file, Func<TextReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var reader = file.OpenText();
        try
        {
            return await read(reader, cancellationToken);
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"{file.FullName}: {e.Message}", e);
        }
    }

    private static async Task WriteAsync(RetrievalRun run, FileInfo file, CancellationToken cancellationToken)
    {
        await using var writer = file.CreateText();
        await run.WriteAsync(writer, RunName, cancellationToken);
    }

    private static void Show(EvalRetrievalResult result)
    {
        CommandConsole.Table(["metric", "mean"], result.Scores.Select(s => (IReadOnlyList<string>)[s.Key, s.Value.ToString("F4", CultureInfo.InvariantCulture)]));
        Console.Out.WriteLine(
            $"{result.Judged:N0} judged questions over {result.Documents:N0} documents, {result.Mode} search; stored in {result.LoadMs / 1000:N1} s, searched in {result.SearchMs / 1000:N1} s.");
    }
}
