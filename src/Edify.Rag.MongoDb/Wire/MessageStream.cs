using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>Reads whole messages off a stream.</summary>
internal static class MessageStream
{
    // A length is believed up to here; beyond it memory is taken only as bytes come.
    private const int Trusted = 256 * 1024;

    /// <summary>The next message with its header.</summary>
    /// <exception cref="EndOfStreamException">The stream ends.</exception>
    /// <exception cref="MongoConnectionException">What comes is no message.</exception>
    public static async ValueTask<(MessageHeader Header, byte[] Bytes)> ReadMessageAsync(this Stream stream, int maxMessage, CancellationToken cancellationToken)
    {
        var head = new byte[MessageHeader.Size];
        await stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        var header = MessageHeader.Read(head, Math.Min(maxMessage, BsonLimits.MaxBytes));
        var bytes = new byte[Math.Min(header.Length, Trusted)];
        head.CopyTo(bytes, 0);
        for (var filled = head.Length; ; Array.Resize(ref bytes, (int)Math.Min(header.Length, bytes.Length * 4L)))
        {
            await stream.ReadExactlyAsync(bytes.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            filled = bytes.Length;
            if (filled == header.Length) return (header, bytes);
        }
    }
}
