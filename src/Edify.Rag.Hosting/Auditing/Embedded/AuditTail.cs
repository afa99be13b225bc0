using Edify.Rag.Shared.Auditing;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Auditing.Embedded;

/// <summary>Where the log goes on: after its head, in its last segment.</summary>
/// <param name="Head">The last record that was acknowledged.</param>
/// <param name="Slot">In which of its two places the head stands.</param>
/// <param name="Segment">The last segment; <see langword="null"/> when there is none.</param>
/// <param name="Length">How much of the segment counts.</param>
/// <param name="Begun">When the first record of the segment was written.</param>
internal sealed record AuditTail(AuditHead Head, int Slot, string? Segment, long Length, DateTimeOffset Begun)
{
    /// <summary>How many bytes behind the head were found and cut off: written when a process died, and acknowledged to nobody.</summary>
    public long CutOff { get; init; }

    /// <summary>Whether the files are still as this process left them.</summary>
    public bool IsCurrent(AuditFiles files, AuditSeal seal) =>
        AuditHead.Read(files.Head, seal, out _) is { } head && head.Head.Number == Head.Number && head.Head.Hash.AsSpan().SequenceEqual(Head.Hash)
        && (Segment is null || new FileInfo(Segment) is { Exists: true } segment && segment.Length == Length);

    /// <summary>Finds where the log goes on, and cuts off what was never acknowledged. The caller holds the lock.</summary>
    /// <exception cref="RagStateException">The log does not end as its head says.</exception>
    public static AuditTail Recover(AuditFiles files, AuditSeal seal)
    {
        var segments = files.Segments();
        if (!File.Exists(files.Head))
        {
            if (segments.Count > 0 || File.Exists(files.Anchor)) throw Tampered(files, 1, "its head is missing");
            AuditHead.Create(files.Head, seal);
        }

        var (head, slot) = AuditHead.Read(files.Head, seal, out _) ?? throw Tampered(files, 1, "its head was not signed with this key");
        var cut = 0L;
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var last = segments[i];
            var (end, begun) = EndOf(files, last, head, seal);
            var length = new FileInfo(last).Length;
            cut += length - end;
            if (end > 0)
            {
                if (length > end) Cut(last, end);
                return new(head, slot, last, end, begun) { CutOff = cut };
            }

            // Nothing of this segment was acknowledged.
            File.Delete(last);
            DurableFile.FlushDirectoryOf(last);
        }

        if (head.Number > 0 && AuditHead.ReadAnchor(files.Anchor, seal)?.Number != head.Number) throw Tampered(files, head.Number, "it is missing");
        return new(head, slot, null, 0, default) { CutOff = cut };
    }

    private static (long End, DateTimeOffset Begun) EndOf(AuditFiles files, string segment, AuditHead head, AuditSeal seal)
    {
        var first = AuditFiles.FirstOf(segment);
        if (first > head.Number) return default;
        var check = new ChainCheck(seal, first - 1, previous: null);
        DateTimeOffset? begun = null;
        foreach (var (line, end) in AuditFiles.Lines(AuditFiles.Read(segment) ?? []))
        {
            if (!check.Take(line, segment) || check.Defects.Count > 0 || line is not { } record) throw Tampered(files, check.Defects[0].Number, check.Defects[0].Detail);
            begun ??= AuditBody.Decode(record.Entry).Entry.At;
            if (record.Number < head.Number) continue;
            if (!record.Hash.AsSpan().SequenceEqual(head.Hash)) throw Tampered(files, head.Number, "it is not the one that was acknowledged");
            return (end, begun.Value);
        }

        throw Tampered(files, check.Expected, $"the log ends before it, and records up to {head.Number} were acknowledged");
    }

    private static void Cut(string segment, long length)
    {
        using var handle = File.OpenHandle(segment, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.SetLength(handle, length);
        RandomAccess.FlushToDisk(handle);
    }

    private static RagStateException Tampered(AuditFiles files, long number, string what) => new(
        files.Directory,
        $"The audit in '{files.Directory}' was tampered with or damaged at record {number}: {what.TrimEnd('.')}. Nothing that has to be audited is done until this is " +
        "looked into: 'edify-rag audit verify' tells what is wrong. Keep the directory as evidence, and put a backup or an empty directory in its place.");
}
