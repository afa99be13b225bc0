using Edify.Rag.Shared.Journal;
using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Embedded.Encoding;
using Edify.Rag.Vectors.Embedded.Fields;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>Writes a collection: each change goes to the journal and to the disk first, then to memory. One thread at a time.</summary>
/// <remarks>After a change that failed it must be opened again: what is on the disk is what counts.</remarks>
internal sealed class CollectionWriter : IDisposable
{
    private readonly CollectionFiles _files;
    private readonly SegmentCatalog _catalog;
    private readonly TextAnalyzer _analyzer;
    private readonly CollectionDescription _description;
    private readonly ByteWriter _entry = new();
    private Manifest _manifest;
    private CollectionState _state;
    private JournalWriter _journal;

    private CollectionWriter(CollectionFiles files, SegmentCatalog catalog, TextAnalyzer analyzer, CollectionDescription description)
    {
        (_files, _catalog, _analyzer, _description) = (files, catalog, analyzer, description);
        _manifest = StateFile.Read(files.Manifest, CollectionJson.Default.Manifest)
            ?? throw Damage.In(files.Manifest, 0, "it is missing");
        if (!File.Exists(files[_manifest.Journal])) throw Damage.In(files[_manifest.Journal], 0, "it is missing");
        _state = new(description, analyzer, OpenSegments());
        _journal = JournalWriter.Open(files[_manifest.Journal], entry => JournalEntry.Apply(entry.Span, _state));
        files.DeleteUnused(_manifest);
    }

    /// <summary>How many bytes of a batch that was never acknowledged were found and cut off.</summary>
    public long TornBytes => _journal.TornBytes;

    public int MemoryRows => _state.MemoryRows;

    public long JournalLength => _journal.Length;

    /// <summary>Opens a collection whose lock is held; <see langword="null"/> when there is none.</summary>
    /// <exception cref="RagStateException">Its state is damaged.</exception>
    public static CollectionWriter? Open(CollectionFiles files, SegmentCatalog catalog, TextAnalyzer analyzer) =>
        CollectionDescription.Read(files) is { } description ? new(files, catalog, analyzer, description) : null;

    /// <summary>Makes the files of a new collection; it exists once the last of them is written.</summary>
    public static void Create(CollectionFiles files, CollectionDescription description)
    {
        Delete(files);
        Directory.CreateDirectory(files.Directory);
        var journal = CollectionFiles.NameOf(1, "journal");
        JournalWriter.Open(files[journal], static _ => { }).Dispose();
        StateFile.Write(files.Manifest, new(description.Instance, Version: 1, NextFile: 2, journal, []), CollectionJson.Default.Manifest);
        StateFile.Write(files.Description, description, CollectionJson.Default.CollectionDescription);
        DurableFile.FlushDirectoryOf(files.Directory);
    }

    /// <summary>Deletes a collection whose lock is held; what a crash leaves of it is no collection any more.</summary>
    public static void Delete(CollectionFiles files)
    {
        if (!Directory.Exists(files.Directory)) return;
        File.Delete(files.Description);
        DurableFile.FlushDirectory(files.Directory);
        Directory.Delete(files.Directory, recursive: true);
        DurableFile.FlushDirectoryOf(files.Directory);
    }

    public Snapshot TakeSnapshot() => _state.TakeSnapshot(_manifest.VersionAt(_journal.Length));

    /// <summary>Inserts or replaces records, all or none.</summary>
    public void Upsert(IReadOnlyList<(VectorRecord Record, ReadOnlyMemory<float> Vector)> batch)
    {
        foreach (var (record, vector) in batch)
        {
            JournalEntry.Upsert(_entry, record, vector.Span);
            _journal.Append(_entry.Written);
        }

        _journal.Commit();
        foreach (var (record, vector) in batch) _state.Upsert(record, vector.Span);
        _state.IndexTexts();
    }

    /// <summary>Deletes records, all or none.</summary>
    public void Delete(Guid[] ids)
    {
        foreach (var part in ids.Chunk(JournalEntry.MaxIds))
        {
            JournalEntry.Delete(_entry, part);
            _journal.Append(_entry.Written);
        }

        _journal.Commit();
        _state.Delete(ids);
    }

    /// <summary>Sets fields of records, of all or of none.</summary>
    public void Update(Guid[] ids, IReadOnlyDictionary<string, FieldValue> fields)
    {
        foreach (var part in ids.Chunk(JournalEntry.MaxIds))
        {
            JournalEntry.Update(_entry, part, fields);
            _journal.Append(_entry.Written);
        }

        _journal.Commit();
        _state.Update(ids, fields);
    }

    /// <summary>Makes a segment of what is in the journal, and begins a new journal.</summary>
    public void Seal() => Rewrite(static _ => []);

    /// <summary>Merges the segments that are due, with what is in the journal; tells whether there were any.</summary>
    public bool Merge(SealPolicy policy) => Rewrite(policy.SegmentsToMerge, onlyIfAny: true);

    /// <summary>Writes what lives to new files, and nothing else: what was deleted or replaced is in no file afterwards. Tells whether anything was to be done.</summary>
    public bool Compact()
    {
        var snapshot = TakeSnapshot();
        try
        {
            var worn = snapshot.Sealed.Where(segment => !IsAsWritten(segment)).ToHashSet();
            if (worn.Count == 0 && _journal.Length == JournalFrame.Magic.Length) return false;

            // Each on its own, so that a large collection needs no more memory than a small one.
            Rewrite([.. snapshot.Sealed.Where(segment => !worn.Contains(segment))], [.. worn.Select(segment => (ISegment[])[segment]), [snapshot.Memory]]);
            return true;
        }
        finally
        {
            snapshot.Release();
        }
    }

    public void Dispose() => _journal.Dispose();

    // Fields that were set later are in a file that is younger than the one next to the segment, and may still name what they were before.
    private static bool IsAsWritten(SealedSegment segment) =>
        segment is { LivePath: null, LiveChanged: false, FieldsChanged: false } && segment.Live.Count == segment.RowCount
        && Path.GetFileName(segment.FieldFile.Path) == CollectionFiles.NameOf(CollectionFiles.NumberOf(segment.File.Path) + 1, "fields");

    // All files are new ones, and the manifest that names them is replaced last: a crash before that changes nothing.
    private bool Rewrite(Func<Snapshot, HashSet<SealedSegment>> merge, bool onlyIfAny = false)
    {
        var snapshot = TakeSnapshot();
        try
        {
            var merged = merge(snapshot);
            if (onlyIfAny && merged.Count == 0) return false;
            Rewrite([.. snapshot.Sealed.Where(segment => !merged.Contains(segment))], [[.. merged, snapshot.Memory]]);
            return true;
        }
        finally
        {
            snapshot.Release();
        }
    }

    private void Rewrite(IReadOnlyList<SealedSegment> kept, IReadOnlyList<ISegment[]> written)
    {
        var next = _manifest.NextFile;
        var segments = new List<ManifestSegment>();
        foreach (var segment in kept.Where(segment => segment.Live.Count > 0)) segments.Add(Keep(segment, ref next));
        foreach (var sources in written)
        {
            if (WriteSegment(sources, ref next) is { } segment) segments.Add(segment);
        }

        var journalName = CollectionFiles.NameOf(next++, "journal");
        var journal = JournalWriter.Open(_files[journalName], static _ => { });
        Replace(new(_manifest.Instance, _manifest.Version + 1, next, journalName, segments), journal);
    }

    private void Replace(Manifest manifest, JournalWriter journal)
    {
        DurableFile.FlushDirectory(_files.Directory);
        StateFile.Write(_files.Manifest, manifest, CollectionJson.Default.Manifest);
        _journal.Dispose();
        (_manifest, _journal) = (manifest, journal);
        _state = new(_description, _analyzer, OpenSegments());
        _files.DeleteUnused(manifest);
    }

    private IReadOnlyList<SealedSegment> OpenSegments()
    {
        try
        {
            return _catalog.Open(_manifest, _description.Dimension);
        }
        catch (FileNotFoundException e)
        {
            throw Damage.In(e.FileName ?? _files.Directory, 0, "it is missing", e);
        }
    }

    private ManifestSegment? WriteSegment(IReadOnlyList<ISegment> sources, ref long next)
    {
        var writer = new SegmentWriter(sources);
        if (writer.RowCount == 0) return null;
        var (file, fields) = (CollectionFiles.NameOf(next++, "segment"), CollectionFiles.NameOf(next++, "fields"));
        writer.Write(_files[file], _files[fields]);
        return new(file, fields, Live: null);
    }

    private ManifestSegment Keep(SealedSegment segment, ref long next)
    {
        var (fields, live) = (Path.GetFileName(segment.FieldFile.Path), Path.GetFileName(segment.LivePath));
        if (segment.FieldsChanged) FieldFile.Write(_files[fields = CollectionFiles.NameOf(next++, "fields")], segment.RowCount, segment.FieldTable.Columns);
        if (segment.LiveChanged) LiveFile.Write(_files[live = CollectionFiles.NameOf(next++, "live")], segment.Live);
        return new(Path.GetFileName(segment.File.Path), fields, live);
    }
}
