namespace Edify.Rag;

/// <summary>In how many records of a collection words occur.</summary>
/// <param name="Records">Number of records, 0 or more.</param>
/// <param name="Frequencies">For each word, as it was asked for, the number of records that hold it, 0 or more. Words that the index can tell nothing of are not in it.</param>
public sealed record TermStatistics(long Records, IReadOnlyDictionary<string, long> Frequencies)
{
    /// <summary>The inverse document frequency of what so many records hold: ln(1 + (N - df + 0.5) / (df + 0.5)), as BM25 takes it.</summary>
    /// <remarks>K. Spärck Jones, "A Statistical Interpretation of Term Specificity", Journal of Documentation 28(1), 1972; in this form never negative.</remarks>
    /// <param name="frequency">Number of records; what is above <see cref="Records"/> counts as all of them.</param>
    /// <returns>Above 0: the greater, the rarer.</returns>
    public double InverseFrequency(long frequency)
    {
        var held = Math.Clamp(frequency, 0, Math.Max(0, Records));
        return Math.Log(1 + ((Math.Max(0, Records) - held + 0.5) / (held + 0.5)));
    }
}
