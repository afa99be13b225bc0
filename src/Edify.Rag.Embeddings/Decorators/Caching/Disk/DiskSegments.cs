using Microsoft.Extensions.Logging;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>The segments of one folder, the oldest first, and where each record stands in them.</summary>
/// <remarks>Not safe for concurrent use; what it locates may be read beside anything else.</remarks>
internal sealed class DiskSegments(string directory, long maxBytes, ILogger logger) : IDisposable
{
    private const int SegmentsInAll = 16;
    private const long LargestSegment = 1L << 30;

    private readonly long _segmentBytes = Math.Min(LargestSegment, maxBytes / SegmentsInAll);
    private readonly List<DiskSegment> _segments = [];
    private PlaceTable _places = new();

    /// <summary>Segments, and vectors in them.</summary>
    public (int Segments, int Vectors) Count => (_segments.Count, _places.Count);

    /// <summary>Opens what is there, in place of what was opened before.</summary>
    /// <param name="toWrite">Whether this process may write: it then clears away what another did not bring to its end, and what is too much.</param>
    public void Load(bool toWrite)
    {
        Dispose();
        foreach (var number in DiskFormat.Segments(directory))
        {
            if (DiskSegment.Open(directory, number, toWrite ? FileAccess.ReadWrite : FileAccess.Read) is { } segment)
            {
                segment.ReadIndexInto(_places);
                if (toWrite) segment.CutTail();
                _segments.Add(segment);
            }
            else if (toWrite)
            {
                DiskSegment.Delete(directory, number);
            }
        }

        if (toWrite) DropOldest();
    }

    /// <summary>Sees what the writing process has added since.</summary>
    public void Refresh()
    {
        var next = _segments is [.., var last] ? last.Number + 1 : 1;
        if (_segments.Count == 0 || File.Exists(DiskFormat.IndexFile(directory, next))) Load(toWrite: false);
        else _segments[^1].ReadIndexInto(_places);
    }

    /// <summary>Where a key's record stands, if there seems to be one.</summary>
    public LocatedRecord? Locate(VectorKey key) =>
        _places.TryGet(key.High, out var place) && _segments.Find(s => s.Number == place.Segment) is { } segment ? new(key, place, segment) : null;

    /// <summary>Forgets a record that turned out to be damaged, or another key's.</summary>
    public void Forget(LocatedRecord record) => _places.Forget(record.Key.High, record.Place);

    /// <summary>Appends what is not there yet, in as few writes as there are segments to write to.</summary>
    public void Write(IReadOnlyCollection<KeyedVector> vectors)
    {
        var batch = new List<KeyedVector>();
        var room = Room;
        foreach (var vector in vectors)
        {
            var size = DiskRecord.SizeOf(vector.Vector.Length) + DiskIndexEntry.Size;
            if (!DiskRecord.CanHold(vector.Vector.Length) || size > _segmentBytes / 2 || _places.TryGet(vector.Key.High, out _)) continue;
            if (size > room)
            {
                Append(batch);
                AddSegment();
                (batch, room) = ([], Room);
            }

            batch.Add(vector);
            room -= size;
        }

        Append(batch);
    }

    /// <summary>Deletes all.</summary>
    public void Clear()
    {
        Dispose();
        foreach (var number in DiskFormat.Segments(directory).ToList()) DiskSegment.Delete(directory, number);
    }

    /// <summary>Closes all; <see cref="Load"/> opens them again.</summary>
    public void Dispose()
    {
        foreach (var segment in _segments) segment.Dispose();
        _segments.Clear();
        _places = new();
    }

    private long Room => _segments is [.., var last] ? _segmentBytes - last.Bytes : 0;

    private void Append(List<KeyedVector> batch)
    {
        if (batch.Count > 0) _segments[^1].Append(batch, _places);
    }

    private void AddSegment()
    {
        _segments.Add(DiskSegment.Create(directory, _segments is [.., var last] ? last.Number + 1 : 1));
        DropOldest();
    }

    private void DropOldest()
    {
        // The last one may still grow to its full size.
        while (_segments.Count > 1 && _segments.SkipLast(1).Sum(s => s.Bytes) + _segmentBytes > maxBytes)
        {
            var oldest = _segments[0];
            _segments.RemoveAt(0);
            _places.Drop(oldest.Number);
            oldest.Dispose();
            DiskSegment.Delete(directory, oldest.Number);
            logger.CacheSegmentDropped(directory, _segments.Count);
        }
    }
}

/// <summary>A record that is probably a key's.</summary>
internal readonly record struct LocatedRecord(VectorKey Key, DiskPlace Place, DiskSegment Segment);
