using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Tells what a tenant has in the state directory.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("status", "Show what was ingested, what failed, and how large it is.");
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var (host, tenant) = (context.Host, context.Host.Options.Tenant);
            var collection = await host.RequireCollectionAsync(cancellationToken);
            var size = await host.Store.MeasureCollectionAsync(host.Options.Collection, cancellationToken);
            var chunks = await host.Store.CountAsync(
                host.Options.Collection, AccessScope.ForSystem(tenant, "status"), cancellationToken: cancellationToken);
            var entries = await host.Ledger.ListAsync(tenant, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
            var failures = Documents(entries, LedgerStatus.Failed);
            var status = new StatusResult(
                entries.Count(e => e.Status == LedgerStatus.Ingested),
                chunks,
                failures.Count,
                host.Options.Collection,
                collection.Embedder,
                collection.Dimension,
                size.Bytes,
                failures,
                Documents(entries, LedgerStatus.Quarantined));
            context.Console.Print(status, json => json.StatusResult, Show);
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<FailedDocument> Documents(IEnumerable<LedgerEntry> entries, LedgerStatus status) =>
        [.. entries.Where(e => e.Status == status).Select(e => new FailedDocument(e.Key.Name, e.Reason))];

    private static void Show(StatusResult status)
    {
        CommandConsole.Table(["what", "how much"],
        [
            ["documents", Number(status.Documents)],
            ["chunks", Number(status.Chunks)],
            ["failed", Number(status.Failed)],
            ["quarantined", Number(status.Quarantined.Count)],
            ["collection", status.Collection],
            ["embedder", status.Embedder],
            ["dimension", Number(status.Dimension)],
            ["size in bytes", Number(status.SizeBytes)],
        ]);
        Issues("failed", status.Failures);
        Issues("quarantined", status.Quarantined);
    }

    private static void Issues(string title, IReadOnlyList<FailedDocument> issues)
    {
        if (issues.Count > 0) CommandConsole.Table([title, "reason"], issues.Select(i => (IReadOnlyList<string>)[i.Name, i.Reason]));
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
