using System.Globalization;
using System.Runtime.InteropServices;
using Edify.Rag;
using Edify.Rag.WorkerProcess;
using Microsoft.Extensions.DependencyInjection;

if (args[0] == UsageCharger.Verb)
{
    await UsageCharger.RunAsync(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), long.Parse(args[3], CultureInfo.InvariantCulture));
    return;
}

// Works until it is killed, or stops in good order when it is asked to: <folder> <schema> <tries>; the server stands in the environment.
var school = new SharedSchool(args[0], args[1], Environment.GetEnvironmentVariable(SharedSchool.Server)!)
{
    MaxAttempts = int.Parse(args[2], CultureInfo.InvariantCulture),
};
using var stop = new CancellationTokenSource();
using var asked = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});

// Whoever started it holds the other end of its input, and takes it along when killed.
_ = Task.Run(async () =>
{
    await Console.OpenStandardInput().CopyToAsync(Stream.Null);
    await stop.CancelAsync();
});
await using var services = school.Services();
try
{
    await services.GetRequiredService<IIngestionWorker>().RunAsync(stop.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("stopped");
}
