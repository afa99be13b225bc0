using System.Diagnostics;
using Edify.Rag.Cli.Commands;

namespace Edify.Rag.Cli.Composition;

/// <summary>A process of the same tool that runs tasks and ends when none is left, while the command that handed one in has long returned.</summary>
/// <remarks>It may find nothing to do, because a host or another such process was quicker.</remarks>
internal static class TaskProcess
{
    public static void Start(CommonValues common)
    {
        var own = Environment.ProcessPath ?? throw new InvalidOperationException("The tool's own program can't be found; run the task by: edify-rag tasks run");

        // Nothing is written to the terminal that this command leaves.
        var start = new ProcessStartInfo(own) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(own).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (var argument in Arguments(common)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start);
    }

    private static IEnumerable<string> Arguments(CommonValues common)
    {
        yield return "tasks";
        yield return "run";
        yield return "--until-idle";
        foreach (var (name, value) in ((string, string?)[])[("--state", common.State), ("--tenant", common.Tenant), ("--settings", common.Settings?.FullName)])
        {
            if (value is null) continue;
            yield return name;
            yield return value;
        }
    }
}
