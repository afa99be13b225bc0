using System.Buffers;

namespace Edify.Rag.Documents.Pdf.Filters;

/// <summary>Collects what a filter produces, in a pooled buffer, and counts it against the budget.</summary>
internal sealed class FilterOutput(PdfBudget budget) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 << 10);

    public int Length { get; private set; }

    /// <summary>Whether the stream has reached the size at which reading stops.</summary>
    public bool IsFull => Length >= PdfBudget.MaxStreamBytes;

    /// <summary>Room for at least so many bytes; call <see cref="Advance"/> with how many were written.</summary>
    public Span<byte> Reserve(int bytes)
    {
        if (_buffer.Length - Length < bytes) Grow(bytes);
        return _buffer.AsSpan(Length);
    }

    public void Advance(int bytes)
    {
        Length += bytes;
        budget.AddInflated(bytes);
    }

    public byte[] ToArray() => _buffer.AsSpan(0, Length).ToArray();

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, Length + bytes));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
