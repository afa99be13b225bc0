using System.Buffers;
using System.IO.Compression;

namespace Edify.Rag.Documents.Pdf.Filters;

/// <summary>FlateDecode (ISO 32000-2, 7.4.4; RFC 1950, RFC 1951): gives what can be had of truncated or corrupt data.</summary>
internal static class FlateFilter
{
    private const int ChunkBytes = 16 << 10;

    /// <remarks>
    /// The zlib header is skipped and the checksum ignored: a raw inflater delivers everything up to the damage, where one that
    /// checks delivers nothing.
    /// </remarks>
    public static void Decode(ReadOnlySpan<byte> data, FilterOutput output)
    {
        while (data is [10 or 13, ..]) data = data[1..];
        if (data.Length < 2) return;
        var hasHeader = (data[0] & 0x0F) == 8;
        Inflate(hasHeader ? data[2..] : data, output);
        if (output.Length == 0) Inflate(hasHeader ? data : data[2..], output);
    }

    public static void DecodeBrotli(ReadOnlySpan<byte> data, FilterOutput output) =>
        Drain(data, packed => new BrotliStream(packed, CompressionMode.Decompress), output);

    private static void Inflate(ReadOnlySpan<byte> data, FilterOutput output) =>
        Drain(data, packed => new DeflateStream(packed, CompressionMode.Decompress), output);

    private static void Drain(ReadOnlySpan<byte> data, Func<Stream, Stream> open, FilterOutput output)
    {
        var copy = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(copy);
        try
        {
            using var unpacked = open(new MemoryStream(copy, 0, data.Length, writable: false));
            while (!output.IsFull)
            {
                var read = unpacked.Read(output.Reserve(ChunkBytes)[..ChunkBytes]);
                if (read == 0) return;
                output.Advance(read);
            }
        }
        catch (InvalidDataException)
        {
            // Corrupt from here on; what came before is kept.
        }
        catch (InvalidOperationException)
        {
            // How the Brotli decoder reports corrupt data.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }
}
