using Edify.Rag.Shared.Auditing;

namespace Edify.Rag.Hosting.Auditing.Embedded;

/// <summary>Checks all files of the audit, from the anchor to the head.</summary>
internal sealed class AuditInspection(AuditFiles files, AuditSeal seal, AuditMark? known)
{
    /// <summary>What there is to say of a log that was never written.</summary>
    public static AuditVerification OfNothing(AuditMark? known, string directory) => new(
        0, null, known is { Number: > 0 } ? [new(1, AuditDefectKind.Truncated, directory, $"There is no audit, and record {known.Number} is known to have been written.")] : []);

    public AuditVerification Run(CancellationToken cancellationToken)
    {
        var segments = files.Segments();
        if (!File.Exists(files.Head) && segments.Count == 0 && !File.Exists(files.Anchor)) return OfNothing(known, files.Directory);
        var found = AuditHead.Read(files.Head, seal, out var isWhole);
        var anchor = AuditHead.ReadAnchor(files.Anchor, seal);
        var check = new ChainCheck(seal, anchor?.Number ?? 0, (anchor ?? AuditHead.Origin).Hash);
        if (anchor is null && File.Exists(files.Anchor))
            check.Report(1, AuditDefectKind.AnchorDamaged, files.Anchor, "What stands for the pruned records was not signed with the audit's key.");
        if (anchor is not null && known?.Number == anchor.Number) Compare(check, known.Number, anchor.Hash);

        var head = found?.Head;
        foreach (var segment in segments.Where(s => anchor is null || !IsPruned(s, segments, anchor)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (line, _) in AuditFiles.Lines(AuditFiles.Read(segment) ?? []))
            {
                // Behind the head there is what was acknowledged to nobody.
                if (head is not null && check.Expected > head.Number) break;
                if (!check.Take(line, segment)) continue;
                if (line!.Value.Number == head?.Number && !line.Value.Hash.AsSpan().SequenceEqual(head.Hash))
                    check.Report(head.Number, AuditDefectKind.Altered, segment, $"Record {head.Number} is not the one that was acknowledged.");
                if (line.Value.Number == known?.Number) Compare(check, known.Number, line.Value.Hash);
            }
        }

        End(check, head, isWhole, segments);
        return new(check.Records, head?.Mark, [.. check.Defects.OrderBy(d => d.Number)]) { PrunedUntil = anchor?.Mark };
    }

    private void End(ChainCheck check, AuditHead? head, bool isWhole, IReadOnlyList<string> segments)
    {
        var end = segments is [.., var last] ? last : files.Directory;
        if (head is null)
            check.Report(check.Expected, AuditDefectKind.HeadDamaged, files.Head, "The head is missing or was not signed with the audit's key, so nobody knows where the log ends.");
        else if (!isWhole)
            check.Report(head.Number, AuditDefectKind.HeadDamaged, files.Head, $"One of the head's two places was not signed with the audit's key; the other one says that the log ends with record {head.Number}.");
        if (head?.Number > check.LastSeen)
            check.Report(check.LastSeen + 1, AuditDefectKind.Truncated, end, $"The log ends before record {check.LastSeen + 1}, and records up to {head.Number} were acknowledged.");
        var ending = head?.Number ?? check.LastSeen;
        if (known?.Number > ending)
            check.Report(ending + 1, AuditDefectKind.Truncated, end, $"The log ends before record {known.Number}, which is known to have been written.");
    }

    private void Compare(ChainCheck check, long number, byte[] hash)
    {
        if (known!.Hash != Convert.ToHexStringLower(hash))
            check.Report(number, AuditDefectKind.Replaced, files.Directory, $"Record {number} is another one than was noted.");
    }

    // A crash may leave segments that were about to be deleted.
    private static bool IsPruned(string segment, IReadOnlyList<string> segments, AuditHead anchor)
    {
        var next = segments.FirstOrDefault(s => AuditFiles.FirstOf(s) > AuditFiles.FirstOf(segment));
        return next is not null ? AuditFiles.FirstOf(next) <= anchor.Number + 1 : AuditFiles.FirstOf(segment) <= anchor.Number;
    }
}
