using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Checks that no record of the audit was altered, moved or taken away.</summary>
internal static class AuditVerifyCommand
{
    private const int Tampered = 2;

    public static Command Create()
    {
        var common = new CommonOptions();
        var known = new Option<string?>("--known")
        {
            Description = "A mark that an earlier check printed: the chain must still lead through it. Finds an audit that was put back to an earlier state.",
            HelpName = "NUMBER:HASH",
        };
        known.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && AuditMark.TryParse(text) is null) result.AddError("--known must be a number, a colon, and 64 hexadecimal digits.");
        });
        var command = new Command("verify", "Check every record. Ends with 2 when one was altered, moved or taken away.") { known };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var found = await context.Host.Audit.VerifyAsync(AuditMark.TryParse(context.Arguments.GetValue(known)), cancellationToken);
            context.Console.Print(Result(found), json => json.AuditResult, Show);
            return found.IsIntact ? 0 : Tampered;
        });
        return command;
    }

    private static AuditResult Result(AuditVerification found) => new(
        found.IsIntact,
        found.Records,
        found.Head?.ToString() ?? string.Empty,
        found.PrunedUntil?.ToString() ?? string.Empty,
        [.. found.Defects.Select(d => new AuditDefectResult(d.Number, Words.Of(d.Kind), d.Location, d.Detail))]);

    private static void Show(AuditResult result)
    {
        var records = result.Records.ToString("N0", CultureInfo.InvariantCulture);
        Console.Out.WriteLine(result.Intact ? $"{records} records, none altered, moved or taken away." : $"{records} records are whole, and {result.Defects.Count} things are wrong.");
        if (result.Head.Length > 0) Console.Out.WriteLine($"Note this mark outside of this machine, for the next check: {result.Head}");
        if (result.PrunedUntil.Length > 0) Console.Out.WriteLine($"Pruned because of their age: records up to {result.PrunedUntil}");
        if (result.Defects.Count > 0)
            CommandConsole.Table(["record", "defect", "what"], result.Defects.Select(d => (string[])[d.Record.ToString(CultureInfo.InvariantCulture), d.Defect, $"{d.Detail} ({d.Location})"]));
    }
}
