using System.CommandLine;
using Edify.Rag.Cli.Composition;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Copies the collection from one store to another.</summary>
internal static class CopyCommand
{
    private const int Differs = 2;

    public static Command Create()
    {
        var common = new CommonOptions();
        var from = Provider("--from", "The store to read, by its provider's name, such as Embedded or Postgres; its options are those of EdifyRag:Vectors:{Provider}.");
        var to = Provider("--to", "The store to write, by its provider's name.");
        var toSettings = new Option<FileInfo?>("--to-settings") { Description = "An appsettings file for the store to write. Default: --settings", HelpName = "FILE" };
        var toState = new Option<string?>("--to-state") { Description = "The state directory of the store to write. Default: --state", HelpName = "DIR" };
        var collection = new Option<string?>("--collection") { Description = "The collection to copy. Default: EdifyRag:Collection", HelpName = "NAME" };
        var target = new Option<string?>("--as") { Description = "What the copy is called. Default: the same", HelpName = "NAME" };
        var tenants = TenantsOption.Create();
        var command = new Command("copy", "Copy the collection with its vectors from one store to another; go on where a copy was stopped; verify it.")
        {
            from, to, toSettings, toState, collection, target, tenants,
        };
        common.AddTo(command);
        command.SetAction(common, arguments => Choosing(arguments.GetRequiredValue(from)), async (context, cancellationToken) =>
        {
            var (arguments, source) = (context.Arguments, context.Host);
            var values = common.Read(arguments);
            var other = values with { Settings = arguments.GetValue(toSettings) ?? values.Settings, State = arguments.GetValue(toState) ?? values.State };
            await using var destination = CliHost.Create(other, Choosing(arguments.GetRequiredValue(to)));
            var named = arguments.GetValue(tenants);
            var request = new CollectionCopyRequest(arguments.GetValue(collection) ?? source.Options.Collection, TenantsOption.Read(named, source.Options.Tenant))
            {
                Target = arguments.GetValue(target) ?? arguments.GetValue(collection) ?? destination.Options.Collection,
            };
            if (IsSame(arguments.GetRequiredValue(from), arguments.GetRequiredValue(to), values, other) && request.Target == request.Collection)
                throw new ArgumentException($"Both stores are one, and '{request.Target}' can't be copied onto itself; name another store, or the copy otherwise (--as).");

            var report = await context.Console.CopyingAsync(progress => CollectionCopy.RunAsync(source.Store, destination.Store, request, progress, cancellationToken: cancellationToken));
            context.Console.Print(Result(report), json => json.CopyResult, Show);
            return report.IsVerified && (report.LeftBehind == 0 || named is not null) ? 0 : Differs;
        });
        return command;
    }

    private static Option<string> Provider(string name, string description) => new(name) { Description = description, Required = true, HelpName = "PROVIDER" };

    private static Dictionary<string, string?> Choosing(string provider) => new() { ["EdifyRag:Vectors:Provider"] = provider };

    private static bool IsSame(string from, string to, CommonValues one, CommonValues other) =>
        string.Equals(from, to, StringComparison.OrdinalIgnoreCase) && one.Settings?.FullName == other.Settings?.FullName && one.State == other.State;

    private static CopyResult Result(CollectionCopyReport report) => new(
        report.From, report.To, report.Records, report.Written, report.Removed, report.LeftBehind, report.Sampled, report.IsVerified, report.Problems, report.Elapsed.TotalMilliseconds);

    private static void Show(CopyResult result)
    {
        Console.Out.WriteLine($"{result.Records:N0} records of '{result.From}' are in '{result.To}': {result.Written:N0} written, {result.Removed:N0} removed, the others were there.");
        if (result.Verified) Console.Out.WriteLine($"Verified: the counts, all texts and fields, and the vectors of {result.Sampled:N0} records.");
        foreach (var problem in result.Problems) Console.Error.WriteLine($"differs: {problem}");
        if (result.LeftBehind > 0) Console.Error.WriteLine($"note: {result.LeftBehind:N0} records of tenants that were not named were not copied (--tenants).");
    }
}
