namespace Edify.Rag.MongoDb.Topology;

/// <summary>What a server is.</summary>
internal enum ServerKind
{
    /// <summary>It was not reached yet, or not any more.</summary>
    Unknown,
    Standalone,

    /// <summary>It routes to the shards of a cluster.</summary>
    Router,
    Primary,
    Secondary,
    Arbiter,

    /// <summary>A member that serves nobody at the moment: hidden, starting, or recovering.</summary>
    OtherMember,

    /// <summary>Meant for a replica set that was not made yet.</summary>
    Ghost,
}
