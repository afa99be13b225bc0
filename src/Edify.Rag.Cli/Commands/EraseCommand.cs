using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Erases a user, a document or a tenant everywhere.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var user = new Option<string?>("--user") { Description = "Erase this user: conversations, kept questions, counts, and the documents that are theirs.", HelpName = "U" };
        var document = new Option<string?>("--document") { Description = "Erase this document, named as search shows it, and the conversations that cite it.", HelpName = "NAME" };
        var source = new Option<string?>("--source") { Description = "The document's source. Default: all.", HelpName = "S" };
        var files = new Option<bool>("--files") { Description = "Delete the files in the storage too. Otherwise the next ingest brings back what is still there." };
        var yes = new Option<bool>("--yes") { Description = "Erase a whole tenant without asking back; needed for that." };
        var command = new Command("erase", "Erase a user, a document, or with --tenant alone a whole tenant, for good: from vectors, ledger, caches and conversations. A signed certificate stays in the audit. Run it again when it was interrupted.")
        {
            user, document, source, files, yes,
        };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            var (whom, what) = (result.GetValue(user), result.GetValue(document));
            if (whom is not null && what is not null) result.AddError("Erase either a --user or a --document.");
            else if (whom is null && what is null && result.GetValue(common.Tenant) is null) result.AddError("Say what to erase: --user, --document, or --tenant for all of one.");
            else if (whom is null && what is null && !result.GetValue(yes)) result.AddError("This erases all of the tenant; say --yes if that is meant.");
            if ((whom ?? what ?? "x").Trim().Length == 0) result.AddError("What is to be erased is blank.");
        });
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var (tenant, values) = (context.Host.Options.Tenant, context.Arguments);
            var request = values.GetValue(user) is { } whom ? ErasureRequest.OfUser(tenant, whom)
                : values.GetValue(document) is { } name ? ErasureRequest.OfDocument(tenant, name, values.GetValue(source))
                : ErasureRequest.OfTenant(tenant);
            using var actor = AuditActor.Begin($"command line: {Environment.UserName}");
            var report = await context.Host.Erasure.EraseAsync(request with { IncludesFiles = values.GetValue(files) }, cancellationToken);
            context.Console.Print(Result(report), json => json.EraseResult, Show);
            return 0;
        });
        return command;
    }

    private static EraseResult Result(ErasureReport report) => new(
        report.Order.Id, report.Order.Documents.Count, [.. report.Parts.Select(p => new ErasedPartResult(p.Name, p.Count))], report.FilesLeft, report.Certificate.Mark.ToString());

    private static void Show(EraseResult result)
    {
        CommandConsole.Table(["part", "erased"], result.Parts.Select(p => (string[])[p.Name, p.Erased?.ToString("N0", CultureInfo.InvariantCulture) ?? "all"]));
        Console.Out.WriteLine($"Erased, with {result.Documents.ToString("N0", CultureInfo.InvariantCulture)} documents. The certificate is record {result.Certificate} of the audit.");
        if (result.FilesLeft is > 0) Console.Out.WriteLine($"{result.FilesLeft} of the files are still in the storage; the next ingest would bring them back. Delete them, or erase with --files.");
    }
}
