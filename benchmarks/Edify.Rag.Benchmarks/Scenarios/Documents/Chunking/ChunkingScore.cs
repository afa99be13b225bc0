namespace Edify.Rag.Benchmarks.Scenarios.Documents.Chunking;

/// <summary>How well retrieved chunks cover what answers a question, as means over questions, from 0 to 1.</summary>
/// <remarks>
/// As the report defines them, over characters: recall is the share of the references that the retrieved chunks hold; precision the share
/// of the retrieved chunks that the references fill; IoU divides what both share by all that either has, text that is retrieved twice
/// counting twice; precision omega is the precision of retrieving exactly the chunks that hold something of the references.
/// </remarks>
internal readonly record struct ChunkingScore(double Recall, double Precision, double PrecisionOmega, double Iou)
{
    /// <summary>The score of one question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="retrieved">What was retrieved for it.</param>
    /// <param name="all">All chunks of its corpus.</param>
    public static ChunkingScore Of(ChunkingQuestion question, IReadOnlyList<Passage> retrieved, IEnumerable<Passage> all)
    {
        var wanted = (double)question.References.Sum(r => r.End - r.Start);
        var found = Covered(question.References, retrieved);
        var length = (double)retrieved.Sum(r => r.End - r.Start);
        var holding = all.Where(c => question.References.Any(r => Shared(r, c) > 0)).ToList();
        return new(found / wanted, found / length, Covered(question.References, holding) / Math.Max(1.0, holding.Sum(c => c.End - c.Start)), found / (length + wanted - found));
    }

    public static ChunkingScore Mean(IReadOnlyCollection<ChunkingScore> scores) => new(
        scores.Average(s => s.Recall), scores.Average(s => s.Precision), scores.Average(s => s.PrecisionOmega), scores.Average(s => s.Iou));

    private static int Covered(IReadOnlyList<Passage> references, IReadOnlyList<Passage> chunks) =>
        references.Sum(r => Enumerable.Range(r.Start, r.End - r.Start).Count(at => chunks.Any(c => c.Corpus == r.Corpus && c.Start <= at && at < c.End)));

    private static int Shared(Passage a, Passage b) => a.Corpus == b.Corpus ? Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start)) : 0;
}
