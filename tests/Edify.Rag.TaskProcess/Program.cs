using Edify.Rag;
using Edify.Rag.TaskProcess;
using Microsoft.Extensions.DependencyInjection;

// Runs tasks until it is killed, or whoever started it lets go of its input: <state directory> [<schema>]; the server stands in the environment.
using var stop = new CancellationTokenSource();
_ = Task.Run(async () =>
{
    await Console.OpenStandardInput().CopyToAsync(Stream.Null);
    await stop.CancelAsync();
});
await using var services = new TaskSchool(args[0], args.ElementAtOrDefault(1)).Services();
try
{
    await services.GetRequiredService<IRagTaskWorker>().RunAsync(cancellationToken: stop.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("stopped");
}
