namespace Edify.Rag.Shared.Vectors;

/// <summary>Fuses rankings: the score of a row is the sum of 1 / (k + rank) over the rankings it is in, ranks from 1.</summary>
/// <remarks>Cormack, Clarke and Büttcher: Reciprocal rank fusion outperforms Condorcet and individual rank learning methods, SIGIR 2009.</remarks>
internal static class ReciprocalRankFusion
{
    /// <summary>How deep each ranking goes that is fused to so many matches: a row just below the cut of both may belong to the best.</summary>
    public static int Depth(int limit) => Math.Max(100, 2 * limit);

    /// <summary>The score of what stands at these ranks, from 1; 0 where it is not in the ranking.</summary>
    public static double Score(int k, int rank, int otherRank) => Part(k, rank) + Part(k, otherRank);

    private static double Part(int k, int rank) => rank == 0 ? 0 : 1.0 / (k + rank);
}
