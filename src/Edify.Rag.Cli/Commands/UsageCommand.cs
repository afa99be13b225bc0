using System.CommandLine;
using System.Globalization;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Tells what was consumed, and what it cost.</summary>
internal static class UsageCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var by = new Option<UsageGrouping>("--by") { Description = "What the lines are for.", DefaultValueFactory = _ => UsageGrouping.Tenant };
        var from = new Option<DateOnly?>("--from") { Description = "The first day. Default: as long as is kept", HelpName = "YYYY-MM-DD" };
        var to = new Option<DateOnly?>("--to") { Description = "The last day. Default: today", HelpName = "YYYY-MM-DD" };
        var command = new Command("usage", "Show questions, tokens, embeddings, stored bytes and cost. Of all tenants, unless --tenant names one.") { by, from, to };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var grouping = context.Arguments.GetValue(by);
            var request = new UsageReportRequest(grouping)
            {
                Tenant = context.Arguments.GetValue(common.Tenant),
                From = context.Arguments.GetValue(from),
                To = context.Arguments.GetValue(to),
            };
            var lines = await context.Host.Usage.ReadAsync(request, cancellationToken);
            var result = new UsageResult(grouping, [.. lines.Select(ToLine)], ToLine(Sum(lines)));
            context.Console.Print(result, json => json.UsageResult, Show);
            return 0;
        });
        return command;
    }

    private static UsageLine Sum(IReadOnlyList<UsageLine> lines) => new(string.Empty, "total")
    {
        Messages = lines.Sum(line => line.Messages),
        Tokens = lines.Sum(line => line.Tokens),
        Embeddings = lines.Sum(line => line.Embeddings),
        StorageBytes = lines.Sum(line => line.StorageBytes),
        Cost = lines.Sum(line => line.Cost),
    };

    private static UsedLine ToLine(UsageLine line) => new(line.Tenant, line.Name, line.Messages, line.Tokens, line.Embeddings, line.StorageBytes, line.Cost);

    private static void Show(UsageResult result)
    {
        if (result.Lines.Count == 0)
        {
            Console.WriteLine("Nothing was counted.");
            return;
        }

        // Who has two roles counts in both, so roles have no sum.
        IEnumerable<UsedLine> lines = result.By == UsageGrouping.Role ? result.Lines : [.. result.Lines, result.Total];
        CommandConsole.Table(
            ["tenant", result.By.ToString().ToLowerInvariant(), "questions", "tokens", "embeddings", "bytes stored", "cost"],
            lines.Select(line => (IReadOnlyList<string>)
                [line.Tenant, line.Name, Number(line.Messages), Number(line.Tokens), Number(line.Embeddings), Number(line.StorageBytes), line.Cost.ToString("#,0.00####", CultureInfo.InvariantCulture)]));
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
