using Edify.Rag.Hosting.Ingestion.Access;

namespace Edify.Rag.Hosting.Ingestion.Resilience;

/// <summary>The gates of a pipeline's services, shared by all of its runs.</summary>
internal sealed class ServiceGates(IngestionParts parts)
{
    public ServiceGate Source { get; } = new(parts.Options.Readers(), parts.Time);

    public ServiceGate Embedder { get; } = new(parts.Options.EmbeddingParallelism, parts.Time);

    // Readers look up what is stored while writers write and one settles.
    public ServiceGate Store { get; } = new(parts.Options.Readers() + parts.Options.WriteParallelism + 1, parts.Time);

    public ServiceGate Ledger { get; } = new(2, parts.Time);
}

/// <summary>The services as one run calls them.</summary>
internal sealed class RunServices(IngestionParts parts, ServiceGates gates, Action<IngestionEvent> tell)
{
    public ServiceCalls Source { get; } = new("the source", gates.Source, parts.Options, parts.Time, tell);

    public ServiceCalls Embedder { get; } = new("the embedder", gates.Embedder, parts.Options, parts.Time, tell);

    public ServiceCalls Store { get; } = new("the vector store", gates.Store, parts.Options, parts.Time, tell);

    public ServiceCalls Ledger { get; } = new("the ledger", gates.Ledger, parts.Options, parts.Time, tell);

    /// <summary>The same parts, with those decorated that are called by contract.</summary>
    public IngestionParts Decorate() => parts with
    {
        Source = new SidecarSource(new ResilientSource(parts.Source, Source)),
        Store = new ResilientStore(parts.Store, Store),
        Ledger = new ResilientLedger(parts.Ledger, Ledger),
    };
}
