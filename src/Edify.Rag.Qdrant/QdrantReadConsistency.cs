namespace Edify.Rag;

/// <summary>How many replicas of a Qdrant collection must agree on what is read.</summary>
public enum QdrantReadConsistency
{
    /// <summary>One replica is asked.</summary>
    One,

    /// <summary>Half of the replicas are asked, and what more than half of the asked hold is given.</summary>
    Quorum,

    /// <summary>All replicas are asked, and what the majority holds is given.</summary>
    Majority,

    /// <summary>All replicas are asked, and what all of them hold is given.</summary>
    All,
}
