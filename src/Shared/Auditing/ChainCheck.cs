namespace Edify.Rag.Shared.Auditing;

/// <summary>Goes through records in the order in which they stand, and tells at which of them the chain breaks.</summary>
/// <remarks>After a break it goes on with the next record that is one, so that one break does not hide another.</remarks>
/// <param name="seal">The key; <see langword="null"/> checks hashes alone.</param>
/// <param name="start">The record before the first one expected: that of the anchor.</param>
/// <param name="previous">Its hash; <see langword="null"/> when nobody knows.</param>
internal sealed class ChainCheck(AuditSeal? seal, long start, byte[]? previous)
{
    private const int MaxDefects = 100;

    private readonly List<AuditDefect> _defects = [];
    private byte[]? _previous = previous;
    private bool _isBroken;

    /// <summary>The number that the next record must have.</summary>
    public long Expected { get; private set; } = start + 1;

    /// <summary>The last record that was there, whole or not.</summary>
    public long LastSeen => _isBroken ? Expected : Expected - 1;

    /// <summary>How many records were whole.</summary>
    public long Records { get; private set; }

    /// <summary>Hash of the last record; <see langword="null"/> when nobody knows.</summary>
    public byte[]? Hash => _previous;

    public IReadOnlyList<AuditDefect> Defects => _defects;

    /// <summary>Takes the next record; <see langword="null"/> for what is none. Tells whether it is whole and in its place.</summary>
    public bool Take(AuditLine? found, string location)
    {
        var fault = found is { } read ? Fault(read) : "can't be read as a record";
        if (found is not { } line || fault is not null)
        {
            if (!_isBroken) Report(Expected, AuditDefectKind.Altered, location, $"Record {Expected} {fault}.");
            _isBroken = true;
            return false;
        }

        if (line.Number < Expected)
        {
            Report(line.Number, AuditDefectKind.OutOfOrder, location, $"Record {line.Number} stands behind record {Expected - 1}.");
            return false;
        }

        // Behind a broken record, that record itself is not missing.
        var missing = _isBroken ? Expected + 1 : Expected;
        if (line.Number > missing) Report(missing, AuditDefectKind.Missing, location, $"Records {missing} to {line.Number - 1} are not where they belong; record {line.Number} follows.");
        else if (line.Number == Expected && !_isBroken && _previous is not null && !line.Previous.AsSpan().SequenceEqual(_previous))
            Report(line.Number, AuditDefectKind.Altered, location, $"Record {line.Number} does not follow the record that stands before it.");
        (Expected, _previous, _isBroken) = (line.Number + 1, line.Hash, false);
        Records++;
        return true;
    }

    public void Report(long number, AuditDefectKind kind, string location, string detail)
    {
        if (_defects.Count < MaxDefects) _defects.Add(new(number, kind, location, detail));
    }

    private string? Fault(AuditLine line)
    {
        if (!AuditSeal.HashOf(line.Previous, line.Number, line.Entry.Span).AsSpan().SequenceEqual(line.Hash)) return "does not have the hash that it tells";
        return seal is null || seal.IsRecord(line.Hash, line.Signature) ? null : "was not signed with the audit's key";
    }
}
