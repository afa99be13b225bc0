using Edify.Rag.Shared.Journal;
using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>Follows a collection that another process may be writing. One thread at a time, but for <see cref="IsCurrent"/>.</summary>
internal sealed class CollectionReader : IDisposable
{
    private const int Attempts = 10;

    private readonly CollectionFiles _files;
    private readonly byte[] _manifest;
    private readonly string _journalPath;
    private readonly JournalReader _journal;
    private readonly CollectionState _state;
    private readonly Manifest _contents;
    private (long Length, DateTime Written) _seen = (-1, default);

    private CollectionReader(CollectionFiles files, byte[] manifestBytes, Manifest manifest, CollectionState state)
    {
        (_files, _manifest, _contents, _state) = (files, manifestBytes, manifest, state);
        _journalPath = files[manifest.Journal];
        _journal = JournalReader.Open(_journalPath);
    }

    /// <summary>Opens a collection; <see langword="null"/> when there is none.</summary>
    /// <exception cref="RagStateException">Its state is damaged.</exception>
    public static CollectionReader? Open(CollectionFiles files, SegmentCatalog catalog, TextAnalyzer analyzer)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (CollectionDescription.Read(files) is not { } description) return null;
            try
            {
                // The bytes first: should the manifest change in between, the collection is found not to be current.
                var bytes = StateFile.ReadBytes(files.Manifest);
                var manifest = StateFile.Read(files.Manifest, CollectionJson.Default.Manifest)!;
                if (manifest.Instance != description.Instance) throw new FileNotFoundException("The collection is being replaced.");
                return new(files, bytes, manifest, new(description, analyzer, catalog.Open(manifest, description.Dimension)));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // The writer has replaced the manifest and deleted what the old one named; the new one names other files.
                if (attempt == Attempts) throw Damage.In(files.Manifest, 0, $"a file that belongs to it is missing ({e.Message})", e);
            }
        }
    }

    /// <summary>Whether nothing was written since the last <see cref="Refresh"/>; any thread may ask.</summary>
    public bool IsCurrent
    {
        get
        {
            try
            {
                return Stamp() == _seen && !IsReplaced;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>Whether the collection's files were replaced, so that it must be opened again.</summary>
    public bool IsReplaced => !File.Exists(_files.Manifest) || !StateFile.ReadBytes(_files.Manifest).AsSpan().SequenceEqual(_manifest);

    /// <summary>Takes in what was written since, and shows the collection as it is now.</summary>
    public Snapshot Refresh()
    {
        _seen = Stamp();
        _journal.Read(entry => JournalEntry.Apply(entry.Span, _state));
        return _state.TakeSnapshot(_contents.VersionAt(_journal.Position));
    }

    public void Dispose() => _journal.Dispose();

    private (long Length, DateTime Written) Stamp()
    {
        var file = new FileInfo(_journalPath);
        return (file.Length, file.LastWriteTimeUtc);
    }
}
