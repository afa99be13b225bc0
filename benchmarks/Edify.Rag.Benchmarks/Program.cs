using Edify.Rag.Benchmarks;
using Edify.Rag.Benchmarks.Measuring;
using Edify.Rag.Benchmarks.Reporting;
using Edify.Rag.Benchmarks.Scenarios;

if (args is [ChildProcess.Verb, var work, .. var arguments]) return await ChildWork.RunAsync(work, arguments);

if (CommandLine.Parse(args) is not { } command) return CommandLine.UsageError;

Report report;
try
{
    report = await Report.RunAsync(Scenario.Named(command.Scenario)!, command.Scale);
}
catch (Exception missing) when (missing is DirectoryNotFoundException or MissingPrerequisiteException)
{
    await Console.Error.WriteLineAsync(missing.Message);
    return CommandLine.UsageError;
}

Console.Write(command.Json ? report.ToJson() : report.ToText());
if (command.Save) report.Save(ResultsFolder.Find());
return command.Check && !report.Holds ? CommandLine.GoalMissed : 0;
