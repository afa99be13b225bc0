using System.Runtime.InteropServices;
using Edify.Rag.Vectors.Embedded.Encoding;
using Edify.Rag.Vectors.Embedded.Segments;

namespace Edify.Rag.Vectors.Embedded.Memory;

/// <summary>Reads the rows of a segment in memory, in any order.</summary>
internal sealed class MemoryRowReader(MemorySegment segment) : IRowReader
{
    private readonly ByteWriter _text = new();

    public ReadOnlySpan<byte> Vector(int row) => MemoryMarshal.AsBytes(segment.VectorOf(row));

    public void EndVectors() { }

    public ReadOnlySpan<byte> Text(int row)
    {
        _text.Clear();
        _text.Text(segment.Text(row));
        return _text.Written;
    }

    public void Dispose() { }
}
