using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Compares ledger, source and vector store, and mends the difference.</summary>
internal static class ReconcileCommand
{
    private const int Differs = 2;
    private const int NamesShown = 10;

    public static Command Create()
    {
        var common = new CommonOptions();
        var source = new Argument<string?>("source")
        {
            Description = "The folder that was ingested; when omitted, the storage that settings or environment choose.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var prefix = new Option<string>("--prefix") { Description = "Only documents whose name starts so.", HelpName = "P", DefaultValueFactory = _ => string.Empty };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the differences, and mend none." };
        var command = new Command("reconcile", "Compare what was ingested, what the source has and what the store holds, and mend the difference.") { source, prefix, dryRun };
        common.AddTo(command);
        command.SetAction(common, result => result.GetValue(source), async (context, cancellationToken) =>
        {
            var request = new IngestionRequest(context.Host.Options.Tenant) { Prefix = context.Arguments.GetRequiredValue(prefix) };
            var report = await context.Host.Pipeline.ReconcileAsync(request, mend: !context.Arguments.GetValue(dryRun), cancellationToken);
            var result = Result(report);
            context.Console.Print(result, json => json.ReconcileResult, Show);
            return result is { Differences.Count: > 0, Mended: false } or { Failed.Count: > 0 } ? Differs : 0;
        });
        return command;
    }

    private static ReconcileResult Result(ReconciliationReport report) => new(
        report.Documents,
        [.. report.Differences.Select(d => new FoundDifference(d.Name, d.Kind, d.Detail))],
        report.Mended,
        report.ChunksRemoved,
        report.Processed?.Ingested ?? 0,
        [.. (report.Processed?.Failed ?? []).Select(f => new FailedDocument(f.Name, f.Reason))],
        report.Elapsed.TotalMilliseconds);

    private static void Show(ReconcileResult result)
    {
        var what = result.Differences.Count == 0 ? "ledger, source and store agree"
            : result.Mended ? $"{Number(result.Differences.Count)} differences mended: {Number(result.ChunksRemoved)} chunks removed, {Number(result.Processed)} documents processed"
            : $"{Number(result.Differences.Count)} differences";
        Console.Out.WriteLine($"{Number(result.Documents)} documents: {what}.");
        CommandConsole.Table(
            ["difference", "document", "what"],
            result.Differences.GroupBy(d => d.Kind).SelectMany(kind => kind.Take(NamesShown).Select(d => Row(Words.Of(d.Kind), d.Name, d.Detail))
                .Concat(kind.Skip(NamesShown).Any() ? [Row(Words.Of(kind.Key), $"and {Number(kind.Count() - NamesShown)} more", string.Empty)] : [])));
        if (result.Failed.Count > 0) CommandConsole.Table(["failed", "reason"], result.Failed.Select(f => Row(f.Name, f.Reason)));
    }

    private static string[] Row(params string[] cells) => cells;

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
