namespace Edify.Rag.Hosting.Auditing.Embedded;

/// <summary>When a segment is full. Segments are pruned as wholes, so an old one ends with its month.</summary>
/// <param name="SegmentBytes">From which length on the next record begins another segment.</param>
internal sealed record AuditLimits(long SegmentBytes = 8 << 20)
{
    /// <summary>From which age of its first record on the next record begins another segment.</summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromDays(31);
}
