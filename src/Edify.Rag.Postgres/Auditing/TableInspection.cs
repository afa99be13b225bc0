using Edify.Rag.Shared.Auditing;

namespace Edify.Rag.Postgres.Auditing;

/// <summary>Checks the rows of the audit, from the anchor to the head that was read before them.</summary>
internal sealed class TableInspection
{
    private const string Records = "audit_records";
    private const string Heads = "audit_head";

    private readonly AuditHeadRow? _head;
    private readonly AuditMark? _known;
    private readonly ChainCheck _check;
    private readonly bool _isAnchored;

    public TableInspection(AuditHeadRow? head, AuditSeal seal, AuditMark? known)
    {
        _known = known;
        _isAnchored = head?.IsAnchored(seal) ?? true;
        _head = head?.IsSigned(seal) == true ? head : null;
        _check = _isAnchored && head is { Pruned: > 0 } ? new(seal, head.Pruned, head.PrunedHash) : new(seal, 0, AuditSeal.Origin);
        IsHeadBroken = head is not null && _head is null;
        if (!_isAnchored) _check.Report(1, AuditDefectKind.AnchorDamaged, Heads, "What stands for the pruned records was not signed with the audit's key.");
        if (_isAnchored && head is { Pruned: > 0 } && known?.Number == head.Pruned) Compare(head.Pruned, head.PrunedHash!);
        Pruned = _isAnchored && head is { Pruned: > 0 } ? new(head.Pruned, Convert.ToHexStringLower(head.PrunedHash!)) : null;
    }

    private bool IsHeadBroken { get; }

    private AuditMark? Pruned { get; }

    /// <summary>Takes the next rows; tells whether there may be more.</summary>
    public bool Take(IReadOnlyList<AuditLine> rows)
    {
        foreach (var row in rows)
        {
            // Behind the head there is what was appended meanwhile.
            if (_head is not null && row.Number > _head.Number) return false;
            if (!_check.Take(row, Records)) continue;
            if (row.Number == _head?.Number && !row.Hash.AsSpan().SequenceEqual(_head.Hash))
                _check.Report(row.Number, AuditDefectKind.Altered, Records, $"Record {row.Number} is not the one that was acknowledged.");
            if (row.Number == _known?.Number) Compare(row.Number, row.Hash);
        }

        return true;
    }

    public AuditVerification End()
    {
        if (IsHeadBroken || _head is null && _check.Expected > 1)
            _check.Report(_check.Expected, AuditDefectKind.HeadDamaged, Heads, "The head is missing or was not signed with the audit's key, so nobody knows where the log ends.");
        if (_head?.Number > _check.LastSeen)
            _check.Report(_check.LastSeen + 1, AuditDefectKind.Truncated, Records, $"The log ends before record {_check.LastSeen + 1}, and records up to {_head.Number} were acknowledged.");
        var ending = _head?.Number ?? _check.LastSeen;
        if (_known?.Number > ending)
            _check.Report(ending + 1, AuditDefectKind.Truncated, Records, $"The log ends before record {_known.Number}, which is known to have been written.");
        var head = _head is { Number: > 0 } ? new AuditMark(_head.Number, Convert.ToHexStringLower(_head.Hash)) : null;
        return new(_check.Records, head, [.. _check.Defects.OrderBy(d => d.Number)]) { PrunedUntil = Pruned };
    }

    private void Compare(long number, byte[] hash)
    {
        if (_known!.Hash != Convert.ToHexStringLower(hash)) _check.Report(number, AuditDefectKind.Replaced, Records, $"Record {number} is another one than was noted.");
    }
}
