using Edify.Rag.Shared.Lexical;
using Edify.Rag.Vectors.Embedded.Fields;
using Edify.Rag.Vectors.Embedded.Filtering;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Collections;

/// <summary>Opens the files that a manifest names, and keeps open those that the next manifest still names.</summary>
internal sealed class SegmentCatalog(CollectionFiles files, TextAnalyzerOptions analyzer) : IDisposable
{
    private Dictionary<string, SegmentFile> _segments = [];
    private Dictionary<string, FieldFile> _fields = [];
    private Guid _instance;

    /// <summary>Opens the segments; what the manifest no longer names stays open for the snapshots that hold it.</summary>
    /// <exception cref="RagStateException">A file is damaged.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    public IReadOnlyList<SealedSegment> Open(Manifest manifest, int dimension)
    {
        // A collection that was dropped and made again has files of the same names.
        if (manifest.Instance != _instance) Dispose();
        _instance = manifest.Instance;
        var opened = manifest.Segments.Select(segment => Open(segment, dimension)).ToList();
        _segments = Keep(_segments, opened.Select(segment => segment.File.Path));
        _fields = Keep(_fields, opened.Select(segment => segment.FieldFile.Path));
        return opened;
    }

    public void Dispose()
    {
        _segments = Keep(_segments, []);
        _fields = Keep(_fields, []);
    }

    private SealedSegment Open(ManifestSegment segment, int dimension)
    {
        var file = Open(_segments, files[segment.File], path => SegmentFile.Open(path, analyzer));
        var fields = Open(_fields, files[segment.Fields], FieldFile.Open);
        var livePath = segment.Live is { } name ? files[name] : null;
        var live = livePath is null ? Bitmap.Full(file.RowCount) : LiveFile.Read(livePath);
        if (file.Dimension != dimension || fields.Table.RowCount != file.RowCount || live.Length != file.RowCount)
            throw Damage.In(file.Path, 0, "the files of this segment do not belong together");
        return new(file, fields, fields.Table, live) { LivePath = livePath };
    }

    private static T Open<T>(Dictionary<string, T> open, string path, Func<string, T> opener) where T : SharedResource
    {
        if (!open.TryGetValue(path, out var file)) open.Add(path, file = opener(path));
        return file;
    }

    private static Dictionary<string, T> Keep<T>(Dictionary<string, T> open, IEnumerable<string> paths) where T : SharedResource
    {
        var kept = paths.ToHashSet();
        foreach (var (path, file) in open)
        {
            if (!kept.Contains(path)) file.Release();
        }

        return open.Where(file => kept.Contains(file.Key)).ToDictionary();
    }
}
