using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Brings the state directory up to date with a folder.</summary>
internal static class IngestCommand
{
    private const int SomeFailed = 2;

    public static Command Create()
    {
        var common = new CommonOptions();
        var source = new Argument<string?>("source")
        {
            Description = "The folder to ingest; when omitted, the storage that settings or environment choose.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var prefix = new Option<string>("--prefix") { Description = "Only documents whose name starts so.", HelpName = "P", DefaultValueFactory = _ => string.Empty };
        var force = new Option<bool>("--force") { Description = "Process unchanged documents too." };
        var retry = new Option<bool>("--retry-quarantined") { Description = "Try documents in quarantine once more." };
        var recreate = new Option<bool>("--recreate") { Description = "When another embedder made the collection: delete it, with all tenants' documents, and embed them again." };
        var plan = new Option<bool>("--plan") { Description = "Show what would be done and why, without doing it." };
        var command = new Command("ingest", "Read, chunk, embed and store the documents of a folder; only what changed is processed.")
        {
            source, prefix, force, retry, recreate, plan,
        };
        common.AddTo(command);
        command.SetAction(common, result => result.GetValue(source), async (context, cancellationToken) =>
        {
            var request = new IngestionRequest(context.Host.Options.Tenant)
            {
                Prefix = context.Arguments.GetRequiredValue(prefix),
                Force = context.Arguments.GetValue(force),
                RetryQuarantined = context.Arguments.GetValue(retry),
                Recreate = context.Arguments.GetValue(recreate),
            };
            if (context.Arguments.GetValue(plan))
            {
                await PlanView.ShowAsync(context.Console.IsJson, context.Host.Pipeline.PlanAsync(request, cancellationToken));
                return 0;
            }

            var report = await IngestionProgressView.ShowAsync(context.Console.IsJson, context.Host.Pipeline.RunAsStreamAsync(request, cancellationToken));
            context.Console.Print(Result(report), json => json.IngestResult, Show);
            return report.Failed.Count > 0 ? SomeFailed : 0;
        });
        return command;
    }

    private static IngestResult Result(IngestionReport report)
    {
        using var process = Process.GetCurrentProcess();
        return new(
            report.Listed,
            report.Ingested,
            report.Unchanged,
            report.FieldsUpdated,
            report.Removed,
            Documents(report.Failed),
            Documents(report.Quarantined),
            Documents(report.Warnings),
            report.Chunks,
            report.Embedded,
            report.Reused,
            report.Bytes,
            report.Elapsed.TotalMilliseconds,
            process.PeakWorkingSet64);
    }

    private static IReadOnlyList<FailedDocument> Documents(IReadOnlyList<DocumentIssue> issues) => [.. issues.Select(i => new FailedDocument(i.Name, i.Reason))];

    private static void Show(IngestResult result)
    {
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Listed:N0} listed: {result.Ingested:N0} ingested, {result.Unchanged:N0} unchanged{(result.FieldsUpdated > 0 ? $", {result.FieldsUpdated:N0} given new fields" : string.Empty)}, {result.Removed:N0} removed, {result.Failed.Count:N0} failed{(result.Quarantined.Count > 0 ? $", {result.Quarantined.Count:N0} quarantined" : string.Empty)}; {result.Chunks:N0} chunks{(result.Reused > 0 ? $" ({result.Reused:N0} with vectors that were there)" : string.Empty)} of {result.Bytes:N0} bytes in {result.ElapsedMs / 1000:N1} s."));
        Issues("failed", result.Failed);
        Issues("quarantined", result.Quarantined);
        Issues("look at", result.Warnings);
    }

    private static void Issues(string title, IReadOnlyList<FailedDocument> issues)
    {
        if (issues.Count > 0) CommandConsole.Table([title, "reason"], issues.Select(i => (IReadOnlyList<string>)[i.Name, i.Reason]));
    }
}
