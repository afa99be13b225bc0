using System.CommandLine;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Embeds the collection anew beside the one in use, and switches.</summary>
internal static class ReembedCommand
{
    private const int NotSwitched = 2;

    public static Command Create()
    {
        var common = new CommonOptions();
        var tenants = TenantsOption.Create();
        var force = new Option<bool>("--force") { Description = "Embed anew where the configured embedder made the collection already." };
        var rollback = new Option<bool>("--rollback") { Description = "Switch back to the collection that was in use before." };
        var dropOld = new Option<bool>("--drop-old") { Description = "Delete the collection that was in use before, and one that was begun and never finished." };
        var adopt = new Option<bool>("--adopt") { Description = "Put a plain collection, as earlier versions made it, behind an alias, so that it can be switched." };
        var command = new Command(
            "reembed", "Embed the collection with the configured embedder into a new one beside it, verify that, and switch to it; go on where it was stopped.")
        {
            force, rollback, dropOld, adopt, tenants,
        };
        command.Validators.Add(result =>
        {
            if (new[] { force, rollback, dropOld, adopt }.Count(option => result.GetValue(option)) > 1) result.AddError("Only one of --force, --rollback, --drop-old and --adopt may be given.");
        });
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var (arguments, maintenance) = (context.Arguments, context.Host.Maintenance);
            var named = TenantsOption.Read(arguments.GetValue(tenants), context.Host.Options.Tenant);
            if (arguments.GetValue(dropOld)) return Print(context, Dropped(await maintenance.DropOldAsync(cancellationToken)));
            if (arguments.GetValue(rollback)) return Print(context, Switched(await maintenance.RollBackAsync(named, cancellationToken)));
            if (arguments.GetValue(adopt)) return Print(context, Switched(await context.Console.CopyingAsync(progress => maintenance.AdoptAsync(named, progress, cancellationToken))));

            var request = new ReembeddingRequest(named) { Force = arguments.GetValue(force) };
            var report = await context.Console.CopyingAsync(progress => maintenance.ReembedAsync(request, progress, cancellationToken));
            return Print(context, Result(report));
        });
        return command;
    }

    private static int Print(CommandContext context, ReembedResult result)
    {
        context.Console.Print(result, json => json.ReembedResult, shown => Show(context.Host.Options.Collection, shown));
        return result.Problems.Count == 0 ? 0 : NotSwitched;
    }

    private static ReembedResult Result(ReembeddingReport report) => new(
        report.From, report.To, report.IsSwitched, report.Records, report.Written, report.Embedded, report.Uncertain, report.Sampled, report.DocumentsFollowing, [], report.Problems, report.Elapsed.TotalMilliseconds);

    private static ReembedResult Switched(CollectionSwitch done) => new(done.From, done.To, true, 0, 0, 0, 0, 0, 0, [], [], 0);

    private static ReembedResult Dropped(IReadOnlyList<string> dropped) => new(string.Empty, string.Empty, false, 0, 0, 0, 0, 0, 0, dropped, [], 0);

    private static void Show(string name, ReembedResult result)
    {
        if (result.To.Length == 0)
        {
            Console.Out.WriteLine(result.Dropped.Count == 0 ? "There was nothing to delete." : $"Deleted: {string.Join(", ", result.Dropped)}.");
            return;
        }

        if (result.Records > 0 && result.From != result.To) Console.Out.WriteLine($"{result.Records:N0} records of '{result.From}': {result.Written:N0} written to '{result.To}', {result.Embedded:N0} texts embedded, {result.Sampled:N0} vectors verified.");
        if (result.From == result.To) Console.Out.WriteLine($"'{name}' was made by the configured embedder already; nothing is to do.");
        else if (result.Switched) Console.Out.WriteLine($"'{name}' is '{result.To}' now. Restart programs that ask with another embedder. '{result.From}' is kept: --rollback goes back to it, --drop-old deletes it.");
        if (result.Uncertain > 0) Console.Error.WriteLine($"note: of {result.Uncertain:N0} records it is not certain which text ingestion would embed; headings, preface and text were taken.");
        foreach (var problem in result.Problems) Console.Error.WriteLine($"not switched: {problem}");
    }
}
