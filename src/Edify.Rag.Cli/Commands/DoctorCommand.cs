using System.CommandLine;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Shows what the pipeline is made of and how its parts are.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var source = new Option<string?>("--source") { Description = "The folder that is ingested.", HelpName = "DIR" };
        var command = new Command("doctor", "Show what was composed, what is reachable, and what is misconfigured.") { source };
        common.AddTo(command);
        command.SetAction(common, result => result.GetValue(source), async (context, cancellationToken) =>
        {
            var findings = await context.Host.Doctor.ExamineAsync(cancellationToken);
            context.Console.Print(new(context.Host.Doctor.Description.Stages, findings), json => json.DoctorResult, Show);
            return findings.Any(f => f.Health == RagHealth.Broken) ? CommandRunner.Failure : 0;
        });
        return command;
    }

    private static void Show(DoctorResult result)
    {
        CommandConsole.Table(
            ["stage", "provider"],
            result.Stages.Select(s => (IReadOnlyList<string>)[s.Contract, string.Join(" + ", [string.Join(", ", s.Providers), .. s.Decorators])]));
        foreach (var f in result.Findings)
            Console.Out.WriteLine($"{Sign(f.Health)} {f.Part}: {f.Message}{(f.Remedy.Length > 0 && f.Health != RagHealth.Healthy ? $" → {f.Remedy}" : string.Empty)}");
    }

    private static string Sign(RagHealth health) => health switch
    {
        RagHealth.Healthy => "ok     ",
        RagHealth.Attention => "look at",
        _ => "broken ",
    };
}
