using Edify.Rag.Shared.Journal;

namespace Edify.Rag.Vectors.Embedded.Segments;

/// <summary>Writes a file of sections, one after the other; it is valid and durable once <see cref="Complete"/> returns.</summary>
/// <remarks>The header comes last, so a file that a crash cut short is never taken for a whole one.</remarks>
internal sealed class SectionWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly List<Section> _sections = [];

    public SectionWriter(string path)
    {
        _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        _file.Write(new byte[SectionTable.Size]);
    }

    /// <summary>Adds a section.</summary>
    public void Add(ReadOnlySpan<byte> content)
    {
        using var section = Begin();
        section.Write(content);
    }

    /// <summary>Begins a section that is written as a stream and ends when the stream is closed.</summary>
    public Stream Begin()
    {
        var padding = (int)(-_file.Position & (SectionTable.Alignment - 1));
        _file.Write(new byte[padding]);
        return new SectionStream(_file, _sections.Add);
    }

    public void Complete(ulong magic, int rows, int dimension)
    {
        _file.Position = 0;
        _file.Write(new SectionTable(magic, rows, dimension, [.. _sections]).ToBytes());
        _file.Flush(flushToDisk: true);
    }

    public void Dispose() => _file.Dispose();

    private sealed class SectionStream(FileStream file, Action<Section> completed) : Stream
    {
        private readonly long _start = file.Position;
        private uint _checksum;
        private bool _closed;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Position - _start;

        public override long Position
        {
            get => Length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _checksum = Crc32C.Of(buffer, _checksum);
            file.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (!_closed && disposing) completed(new(_start, Length, _checksum));
            _closed = true;
            base.Dispose(disposing);
        }
    }
}
