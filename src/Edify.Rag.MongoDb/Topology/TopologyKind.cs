namespace Edify.Rag.MongoDb.Topology;

/// <summary>How the servers belong together.</summary>
internal enum TopologyKind
{
    Unknown,

    /// <summary>One server, whatever it is.</summary>
    Single,
    SetWithoutPrimary,
    SetWithPrimary,

    /// <summary>Routers of a cluster.</summary>
    Sharded,
}
