using System.Buffers.Binary;

namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>Looks at the directory of a ZIP archive before it is read into memory as a whole.</summary>
internal static class ZipDirectory
{
    private const int LongestDirectory = 32 * 1024 * 1024;
    private const int EndRecord = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int Zip64Locator = 20;

    /// <summary>Raises an error if the directory is too long to be that of a document; otherwise leaves the file at its start.</summary>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public static async ValueTask RefuseLongAsync(Stream content, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(content.Length, EndRecord + LongestComment + Zip64Locator)];
        content.Position = content.Length - tail.Length;
        await content.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        content.Position = 0;

        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + EndRecord > tail.Length) return;
        var end = content.Length - tail.Length + at;
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        if (start == uint.MaxValue) start = await Zip64StartAsync(content, tail.AsMemory(0, at), cancellationToken).ConfigureAwait(false);
        if (start >= 0 && end - start > LongestDirectory) throw new InvalidDataException("The archive has too many entries.");
    }

    private static async ValueTask<long> Zip64StartAsync(Stream content, ReadOnlyMemory<byte> beforeEnd, CancellationToken cancellationToken)
    {
        if (beforeEnd.Length < Zip64Locator || !beforeEnd.Span[^Zip64Locator..].StartsWith("PK\x06\x07"u8)) return -1;
        var record = BinaryPrimitives.ReadInt64LittleEndian(beforeEnd.Span[^12..]);
        var bytes = new byte[56];
        if (record < 0 || record > content.Length - bytes.Length) return -1;
        content.Position = record;
        await content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        return BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(48));
    }
}
