using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>A file mapped for reading. Its memory is good until <see cref="Dispose"/>: whoever reads holds the file's owner.</summary>
/// <remarks>
/// What is looked at through the map counts as memory of this process from then on. So it is for what searches look at again and
/// again; what is wanted once is copied out by <see cref="Read"/>.
/// </remarks>
internal sealed class MappedFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;

    private MappedFile(string path, SafeFileHandle handle)
    {
        (Path, _handle, Length) = (path, handle, RandomAccess.GetLength(handle));

        // An empty file can't be mapped; it is found out to be damaged by whoever reads its header.
        if (Length == 0) return;
        _file = MemoryMappedFile.CreateFromFile(handle, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
    }

    public string Path { get; }

    public long Length { get; }

    public static MappedFile Open(string path)
    {
        var handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return new(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Copies a part of the file.</summary>
    /// <exception cref="RagStateException">The file ends before it.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_handle, destination, offset);
            if (read == 0) throw Damage.In(Path, offset, "its end is missing");
            offset += read;
            destination = destination[read..];
        }
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
        _handle.Dispose();
    }

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
