using Edify.Rag.Ingester.Work;

// What a parent process measures, kills, or cuts off from its source; see Trials.
var command = IngesterCommand.Parse(args);
if (command.Sealed) Seal.RunAgain(command);

try
{
    if (command.SealCheck is { } folder) Seal.Check(folder);
    var work = command.Verb switch
    {
        IngesterCommand.Ingest => Ingestion.RunAsync(command),
        IngesterCommand.Download => BareDownload.RunAsync(command),
        _ => throw new ArgumentException($"There is no verb '{command.Verb}'."),
    };
    await work;
    return IngesterCommand.Completed;
}
catch (Edify.Rag.RagException stopped)
{
    await Console.Error.WriteLineAsync($"stopped: {stopped.GetType().Name}: {stopped.Message}");
    return IngesterCommand.Stopped;
}
