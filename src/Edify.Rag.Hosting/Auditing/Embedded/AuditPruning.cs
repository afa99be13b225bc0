using Edify.Rag.Shared.Auditing;
using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Hosting.Auditing.Embedded;

/// <summary>Deletes the oldest segments, once an anchor stands for them.</summary>
internal sealed class AuditPruning(AuditFiles files)
{
    /// <summary>The last record that would go; <see langword="null"/> when none would.</summary>
    public AuditMark? Due(DateTimeOffset before) => OldSegments(before) is [.., var last] ? LastOf(last).Mark : null;

    /// <summary>Prunes up to a record that was due; tells how many records went. The caller holds the lock.</summary>
    public long Prune(AuditMark until, AuditSeal seal)
    {
        var old = files.Segments().SkipLast(1).TakeWhile(segment => LastOf(segment).Number <= until.Number).ToList();
        if (old is not [var oldest, ..]) return 0;

        // First what stands for them: a crash in between leaves files that nobody needs, which the next time deletes.
        LastOf(old[^1]).WriteAnchor(files.Anchor, seal);
        var gone = LastOf(old[^1]).Number - AuditFiles.FirstOf(oldest) + 1;
        foreach (var segment in old) File.Delete(segment);
        DurableFile.FlushDirectory(files.Directory);
        return gone;
    }

    private List<string> OldSegments(DateTimeOffset before)
    {
        var old = new List<string>();

        // The last one is written to.
        foreach (var segment in files.Segments().SkipLast(1))
        {
            if (AuditFiles.Lines(AuditFiles.Read(segment) ?? []).Any(l => l.Line is not { } line || AuditBody.Decode(line.Entry).Entry.At >= before)) break;
            old.Add(segment);
        }

        return old;
    }

    private static AuditHead LastOf(string segment)
    {
        var line = AuditFiles.Lines(AuditFiles.Read(segment)!).Last().Line!.Value;
        return new(line.Number, line.Hash);
    }
}
