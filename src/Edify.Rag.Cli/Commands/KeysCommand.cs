using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Encryption;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>The keys of what is stored: makes one, tells what is under which, and brings all under the current one.</summary>
internal static class KeysCommand
{
    private const int Incomplete = 2;

    public static Command Create() => new("keys", "Make keys for encryption, show what is under which, and change to the current one.") { CreateStatus(), CreateRotate(), CreateCreate() };

    private static Command CreateStatus()
    {
        var (common, tenants) = (new CommonOptions(), TenantsOption.Create());
        var command = new Command("status", "Count the chunks under each key. Exits with 2 when some are under another than the current one, or under none.") { tenants };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.RequireCollectionAsync(cancellationToken);
            return Print(context, await context.Host.Encryption.GetStatusAsync(Tenants(context, tenants), cancellationToken), rotated: 0);
        });
        return command;
    }

    private static Command CreateRotate()
    {
        var (common, tenants) = (new CommonOptions(), TenantsOption.Create());
        var command = new Command("rotate", "Encrypt what is under another key, or under none, with the current one; go on where it was stopped. Searches go on meanwhile.") { tenants };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            await context.Host.RequireCollectionAsync(cancellationToken);
            var named = Tenants(context, tenants);
            var rotated = await context.Host.Encryption.RotateAsync(named, progress: null, cancellationToken);
            return Print(context, await context.Host.Encryption.GetStatusAsync(named, cancellationToken), rotated);
        });
        return command;
    }

    private static Command CreateCreate()
    {
        var directory = new Argument<string>("DIR") { Description = "The directory of keys; made where there is none." };
        var id = new Option<string?>("--id") { Description = "The key's id. Default: the time, such as 20260301-120000", HelpName = "ID" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("create", "Make a new key and make it the current one. Keep a copy: what is encrypted with it is lost without it.") { directory, id, json };
        command.SetAction((result, cancellationToken) =>
        {
            var console = new CommandConsole(result.GetValue(json));
            return CommandRunner.RunAsync(console, _ =>
            {
                var name = result.GetValue(id) ?? TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
                var path = NewKeyFile.Write(result.GetRequiredValue(directory), name);
                console.Print(new KeyResult(name, path), types => types.KeyResult, made => Console.Out.WriteLine($"Made the key '{made.Id}' in {made.File}; it is the current one."));
                return Task.FromResult(0);
            }, cancellationToken);
        });
        return command;
    }

    private static IReadOnlyList<string> Tenants(CommandContext context, Option<string?> tenants) => TenantsOption.Read(context.Arguments.GetValue(tenants), context.Host.Options.Tenant);

    private static int Print(CommandContext context, EncryptionStatus status, long rotated)
    {
        var result = new KeysResult(status.CurrentKey, status.Records, status.Unencrypted, status.OfUnknownKeys, rotated, status.IsComplete);
        context.Console.Print(result, json => json.KeysResult, Show);
        return status.IsComplete ? 0 : Incomplete;
    }

    private static void Show(KeysResult result)
    {
        var rows = result.Chunks.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => (IReadOnlyList<string>)[key.Key == result.Current ? $"{key.Key} (current)" : key.Key, Number(key.Value)]);
        CommandConsole.Table(["key", "chunks"], [.. rows, ["not encrypted", Number(result.Unencrypted)], ["keys that are missing", Number(result.OfMissingKeys)]]);
        if (result.Rotated > 0) Console.Out.WriteLine($"{Number(result.Rotated)} chunks were encrypted with the current key.");
        if (!result.Complete) Console.Error.WriteLine("note: not all chunks are under the current key; run: edify-rag keys rotate");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
