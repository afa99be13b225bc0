using System.Buffers.Binary;

namespace Edify.Rag.Documents.Archives;

/// <summary>Finds the directory of an archive, before all of it is read into memory.</summary>
internal static class ZipDirectory
{
    private const int RecordBytes = 22;
    private const int LocatorBytes = 20;
    private const int Record64Bytes = 56;

    /// <summary>Where the directory starts, and its bytes; at the end of the file, and 0, where none is found.</summary>
    /// <param name="content">The archive; on return at its start.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<(long Start, long Length)> LocateAsync(Stream content, CancellationToken cancellationToken)
    {
        // The record at the end may be followed by a comment.
        var tail = new byte[(int)Math.Min(content.Length, LocatorBytes + RecordBytes + ushort.MaxValue)];
        await ReadAsync(content, content.Length - tail.Length, tail, cancellationToken).ConfigureAwait(false);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < RecordBytes) return (content.Length, 0);

        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        var end = content.Length - tail.Length + at;
        if (start != uint.MaxValue || at < LocatorBytes) return Between(start, end, content);
        return await Locate64Async(content, tail.AsMemory(at - LocatorBytes, LocatorBytes), cancellationToken).ConfigureAwait(false);
    }

    // Archives over 4 GiB have a larger record elsewhere.
    private static async Task<(long Start, long Length)> Locate64Async(Stream content, ReadOnlyMemory<byte> locator, CancellationToken cancellationToken)
    {
        if (!locator.Span.StartsWith("PK\x06\x07"u8)) return (content.Length, 0);
        var end = BinaryPrimitives.ReadInt64LittleEndian(locator.Span[8..]);
        if (end < 0 || end > content.Length - Record64Bytes) return (content.Length, 0);
        var record = new byte[Record64Bytes];
        await ReadAsync(content, end, record, cancellationToken).ConfigureAwait(false);
        return Between(BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)), end, content);
    }

    private static (long Start, long Length) Between(long start, long end, Stream content) =>
        start >= 0 && start <= end ? (start, end - start) : (content.Length, 0);

    private static async Task ReadAsync(Stream content, long position, byte[] bytes, CancellationToken cancellationToken)
    {
        content.Position = position;
        await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
    }
}
