namespace Edify.Rag;

/// <summary>Which text of a pair loses tokens at its end when both together are too long.</summary>
public enum PairTruncation
{
    /// <summary>The longer one, until both are of one length; then both alike.</summary>
    LongestFirst,

    /// <summary>The first; the second too where nothing is left of the first and it still is too long.</summary>
    OnlyFirst,

    /// <summary>The second; the first too where nothing is left of the second and it still is too long.</summary>
    OnlySecond,
}
