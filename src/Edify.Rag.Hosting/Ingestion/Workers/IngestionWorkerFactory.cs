using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Ingestion.Workers;

/// <summary>Decides whether a worker is alone, and refuses what could not work.</summary>
internal static class IngestionWorkerFactory
{
    public static IIngestionWorker Create(IServiceProvider services, string name)
    {
        var options = services.GetOptions<IngestionWorkerOptions>(name);
        var parts = services.GetRequiredKeyedService<IngestionParts>(name);
        var identity = WorkerIdentity.Of(options, parts);
        var logger = services.GetLogger<IIngestionWorker>();
        var (ledger, queue) = (services.GetKeyedService<IFencedIngestionLedger>(name), services.GetKeyedService<IJobQueue>(name));
        var canShare = ledger is not null && queue is not null;
        if (options.Mode == IngestionWorkerMode.Alone || (options.Mode == IngestionWorkerMode.Auto && !canShare))
        {
            var why = canShare ? "Worker:Mode says so." : "State has no ledger that several machines share; State:Provider = Postgres has one.";
            return new LoneIngestionWorker(services.GetRag<IIngestionPipeline>(name), identity, options, why, parts.Time, logger);
        }

        if (!canShare)
        {
            throw new RagConfigurationException(
                "Worker:Mode is Shared, and the pipeline's state has no job queue with a ledger that fences; choose State:Provider = Postgres, or Worker:Mode = Alone.");
        }

        if (!parts.Store.Capabilities.HasFlag(VectorStoreCapabilities.SharedWriters))
        {
            throw new RagConfigurationException(
                "Workers can't share this vector store: it has one writing process, as the embedded one has. Choose a store on a server, " +
                "or Worker:Mode = Alone where this is the only process that ingests.");
        }

        return new SharedIngestionWorker(new(parts, ledger!, queue!, new(parts), options, identity, new(), logger));
    }
}
