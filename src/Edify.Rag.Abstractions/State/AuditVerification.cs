namespace Edify.Rag;

/// <summary>What a check of the audit found.</summary>
/// <param name="Records">How many records were checked.</param>
/// <param name="Head">The last record that counts; <see langword="null"/> where nothing was written yet, or nobody knows.</param>
/// <param name="Defects">What is wrong, in the order of the records; empty when nothing is.</param>
public sealed record AuditVerification(long Records, AuditMark? Head, IReadOnlyList<AuditDefect> Defects)
{
    /// <summary>The last of the records that were deleted because of their age; <see langword="null"/> when none were.</summary>
    public AuditMark? PrunedUntil { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsIntact => Defects.Count == 0;
}

/// <summary>Something wrong with the audit.</summary>
/// <param name="Number">The record concerned; the first one where there are several.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Location">The file or table.</param>
/// <param name="Detail">What was found, in a sentence.</param>
public sealed record AuditDefect(long Number, AuditDefectKind Kind, string Location, string Detail);

/// <summary>What can be wrong with the audit.</summary>
public enum AuditDefectKind
{
    /// <summary>The record does not say any more what was written, or was not written with the audit's key.</summary>
    Altered,

    /// <summary>Records are missing from this one on, and others follow.</summary>
    Missing,

    /// <summary>The record stands where it does not belong.</summary>
    OutOfOrder,

    /// <summary>The end is missing, from this record on.</summary>
    Truncated,

    /// <summary>What says where the log ends is missing or was not written with the audit's key.</summary>
    HeadDamaged,

    /// <summary>What stands for deleted records is missing or was not written with the audit's key.</summary>
    AnchorDamaged,

    /// <summary>The chain does not lead through the mark that was noted elsewhere: it was replaced.</summary>
    Replaced,
}
