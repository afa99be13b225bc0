using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Embeddings.Decorators.Caching;

/// <summary>One segment of a disk tier: vectors and their index.</summary>
/// <remarks>Reading vectors is safe beside anything else; the rest is for one thread at a time.</remarks>
internal sealed class DiskSegment : IDisposable
{
    private const int IndexWindow = 64 << 10;

    private readonly SafeFileHandle _vectors;
    private readonly SafeFileHandle _index;
    private long _vectorsEnd;
    private long _indexEnd = DiskFormat.HeaderSize;

    private DiskSegment(uint number, SafeFileHandle vectors, SafeFileHandle index)
    {
        (Number, _vectors, _index) = (number, vectors, index);
        _vectorsEnd = DiskFormat.RoundedUp(RandomAccess.GetLength(vectors));
    }

    public uint Number { get; }

    /// <summary>What it takes on the disk.</summary>
    public long Bytes => _vectorsEnd + _indexEnd;

    /// <summary>Makes a segment, over whatever has its names.</summary>
    public static DiskSegment Create(string directory, uint number)
    {
        SafeFileHandle? vectors = null, index = null;
        try
        {
            vectors = Open(DiskFormat.VectorsFile(directory, number), FileMode.Create, FileAccess.ReadWrite);
            WriteHeader(vectors, DiskFormat.VectorsMagic, number);

            // Last, since a directory's segments are known by their indexes.
            index = Open(DiskFormat.IndexFile(directory, number), FileMode.Create, FileAccess.ReadWrite);
            WriteHeader(index, DiskFormat.IndexMagic, number);
            return new(number, vectors, index);
        }
        catch
        {
            vectors?.Dispose();
            index?.Dispose();
            throw;
        }
    }

    /// <summary>Opens a segment; <see langword="null"/> when it is none of this format.</summary>
    public static DiskSegment? Open(string directory, uint number, FileAccess access)
    {
        SafeFileHandle? vectors = null, index = null;
        try
        {
            vectors = Open(DiskFormat.VectorsFile(directory, number), FileMode.Open, access);
            index = Open(DiskFormat.IndexFile(directory, number), FileMode.Open, access);
            if (HasHeader(vectors, DiskFormat.VectorsMagic, number) && HasHeader(index, DiskFormat.IndexMagic, number)) return new(number, vectors, index);
        }
        catch (FileNotFoundException)
        {
            // It is being deleted, or was by a process that did not come to the end of it.
        }

        vectors?.Dispose();
        index?.Dispose();
        return null;
    }

    public static void Delete(string directory, uint number)
    {
        // The index last: while it is there, whoever writes next sees that there is something to delete.
        File.Delete(DiskFormat.VectorsFile(directory, number));
        File.Delete(DiskFormat.IndexFile(directory, number));
    }

    /// <summary>Adds what was written since the last call, up to the first entry that is not whole.</summary>
    public void ReadIndexInto(PlaceTable places)
    {
        var length = RandomAccess.GetLength(_vectors);
        var buffer = ArrayPool<byte>.Shared.Rent(IndexWindow);
        try
        {
            while (RandomAccess.Read(_index, buffer.AsSpan(0, IndexWindow), _indexEnd) is var read && read >= DiskIndexEntry.Size)
            {
                for (var at = 0; at + DiskIndexEntry.Size <= read; at += DiskIndexEntry.Size)
                {
                    if (!DiskIndexEntry.TryRead(buffer.AsSpan(at), Number, out var entry) || entry.Offset * (long)DiskFormat.Unit >= length) return;
                    places.Set(entry.Prefix, new(Number, entry.Offset));
                    _indexEnd += DiskIndexEntry.Size;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Cuts off what follows the last whole entry of the index, which must have been read.</summary>
    public void CutTail()
    {
        if (RandomAccess.GetLength(_index) > _indexEnd) RandomAccess.SetLength(_index, _indexEnd);
    }

    public float[]? Read(uint offset, VectorKey key, int likelySize) => DiskRecord.Read(_vectors, offset * (long)DiskFormat.Unit, key, likelySize);

    /// <summary>Appends vectors, and adds where they stand.</summary>
    /// <remarks>Nothing is flushed: after a loss of power a cache may lack what it had, and checksums tell what is left.</remarks>
    public void Append(IReadOnlyCollection<KeyedVector> vectors, PlaceTable places)
    {
        var records = ArrayPool<byte>.Shared.Rent(vectors.Sum(v => DiskRecord.SizeOf(v.Vector.Length)));
        var entries = new DiskIndexEntry[vectors.Count];
        var index = ArrayPool<byte>.Shared.Rent(vectors.Count * DiskIndexEntry.Size);
        try
        {
            var (length, count) = (0, 0);
            foreach (var vector in vectors)
            {
                var size = DiskRecord.SizeOf(vector.Vector.Length);
                DiskRecord.Write(records.AsSpan(length, size), vector);
                entries[count] = new(vector.Key.High, (uint)((_vectorsEnd + length) / DiskFormat.Unit));
                entries[count].Write(index.AsSpan(count * DiskIndexEntry.Size), Number);
                (length, count) = (length + size, count + 1);
            }

            // In this order; what fails half-way is written over by the next.
            RandomAccess.Write(_vectors, records.AsSpan(0, length), _vectorsEnd);
            RandomAccess.Write(_index, index.AsSpan(0, count * DiskIndexEntry.Size), _indexEnd);
            _vectorsEnd += length;
            _indexEnd += count * DiskIndexEntry.Size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(records);
            ArrayPool<byte>.Shared.Return(index);
        }

        foreach (var entry in entries) places.Set(entry.Prefix, new(Number, entry.Offset));
    }

    public void Dispose()
    {
        _vectors.Dispose();
        _index.Dispose();
    }

    private static SafeFileHandle Open(string path, FileMode mode, FileAccess access) =>
        File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete);

    private static void WriteHeader(SafeFileHandle file, ReadOnlySpan<byte> magic, uint number)
    {
        Span<byte> header = stackalloc byte[DiskFormat.HeaderSize];
        header.Clear();
        magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[magic.Length..], number);
        RandomAccess.Write(file, header, 0);
    }

    private static bool HasHeader(SafeFileHandle file, ReadOnlySpan<byte> magic, uint number)
    {
        Span<byte> header = stackalloc byte[DiskFormat.HeaderSize];
        return RandomAccess.Read(file, header, 0) == header.Length
            && header.StartsWith(magic) && BinaryPrimitives.ReadUInt32LittleEndian(header[magic.Length..]) == number;
    }
}
