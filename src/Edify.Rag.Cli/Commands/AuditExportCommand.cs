using System.CommandLine;

namespace Edify.Rag.Cli.Commands;

/// <summary>Writes records of the audit as JSON Lines.</summary>
internal static class AuditExportCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var from = new Option<DateTimeOffset?>("--from") { Description = "From when, included, such as 2026-01-31 or 2026-01-31T12:00Z.", HelpName = "TIME" };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Until when, not included.", HelpName = "TIME" };
        var command = new Command("export", "Write records as JSON Lines to standard output, as they were hashed and signed. With --tenant those of one tenant, else all.") { from, to };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var query = new AuditQuery { Tenant = context.Arguments.GetValue(common.Tenant), From = context.Arguments.GetValue(from), To = context.Arguments.GetValue(to) };
            await foreach (var record in context.Host.Audit.ReadAsync(query, cancellationToken)) Console.Out.WriteLine(record.ToJsonLine());
            return 0;
        });
        return command;
    }
}
