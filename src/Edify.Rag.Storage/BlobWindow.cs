namespace Edify.Rag.Storage;

/// <summary>The bytes that a read of a blob covers.</summary>
internal readonly record struct BlobWindow(long Offset, long Length)
{
    /// <summary>Cuts what was asked for to what the blob holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is no range, or none of it lies within the blob.</exception>
    public static BlobWindow Of(BlobRange? range, long size)
    {
        if (range is not { } wanted) return new(0, size);
        if (wanted.Offset < 0 || wanted.Length < 1 || wanted.Offset >= size)
        {
            throw new ArgumentOutOfRangeException(
                nameof(range), $"A range of {wanted.Length} bytes from {wanted.Offset} does not start within a blob of {size} bytes.");
        }

        return new(wanted.Offset, Math.Min(wanted.Length, size - wanted.Offset));
    }
}
