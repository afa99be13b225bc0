using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>A file mapped for reading. Its memory is good until <see cref="Dispose"/>: whoever reads holds the file's owner.</summary>
internal sealed class MappedFile : IDisposable
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;

    private MappedFile(string path, long length, MemoryMappedFile? file)
    {
        (Path, Length, _file) = (path, length, file);
        _view = file?.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
    }

    public string Path { get; }

    public long Length { get; }

    public static MappedFile Open(string path)
    {
        using var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);

        // An empty file can't be mapped; it is found out to be damaged by whoever reads its header.
        return new(path, length, length == 0 ? null : Map(handle));
    }

    /// <summary>A part of the file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It reaches beyond the file, or beyond what one memory can hold.</exception>
    public ReadOnlyMemory<byte> Memory(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Math.Min(int.MaxValue, Length - offset));
        return length == 0 ? ReadOnlyMemory<byte>.Empty : new Part(_view!, offset, (int)length).Memory;
    }

    public void Dispose()
    {
        _view?.Dispose();
        _file?.Dispose();
    }

    private static MemoryMappedFile Map(SafeFileHandle handle) =>
        MemoryMappedFile.CreateFromFile(handle, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);

    private sealed unsafe class Part : MemoryManager<byte>
    {
        private readonly MemoryMappedViewAccessor _view;
        private readonly byte* _start;
        private readonly int _length;

        public Part(MemoryMappedViewAccessor view, long offset, int length)
        {
            (_view, _length) = (view, length);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            _start = start + view.PointerOffset + offset;

            // The pointer stays the same as long as the view lives, which its owner sees to.
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        public override Span<byte> GetSpan()
        {
            ObjectDisposedException.ThrowIf(_view.SafeMemoryMappedViewHandle.IsClosed, this);
            return new(_start, _length);
        }

        public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

        public override void Unpin() { }

        protected override void Dispose(bool disposing) { }
    }
}
