using System.Buffers;
using Edify.Rag.Storage.Ranged;

namespace Edify.Rag;

/// <summary>Reads blobs of any store at random.</summary>
public static class SeekableBlobSourceExtensions
{
    /// <summary>Opens a blob as a seekable stream that holds a bounded part of it.</summary>
    /// <remarks>
    /// <para>Of a store whose streams seek its own are read, those of blobs of one block opened once. Of any other, blocks are requested as they are needed, with the ETag of
    /// <paramref name="blob"/> on every request: a blob that no longer is this version is a <see cref="BlobChangedException"/>.
    /// Reading forward takes ever longer requests that are answered in the background, ahead of the reader; jumping takes one
    /// request of a block; a blob of one block takes a single request. A request that fails for the moment, breaks off or stalls
    /// is made again from the byte where it ended.</para>
    /// <para>The stream is not safe for concurrent use: one call at a time. Use its asynchronous reads; the synchronous ones
    /// are there for parsers that know no others, and hold the thread while bytes are on their way. Disposed asynchronously, it
    /// has given its buffers back when that returns.</para>
    /// </remarks>
    /// <param name="source">Any blob source.</param>
    /// <param name="blob">The blob as it was listed; its size is the stream's length.</param>
    /// <param name="options">How it is read; the defaults when omitted.</param>
    /// <param name="time">Measures delays and stalls; the system's clock when omitted.</param>
    /// <param name="cancellationToken">Stops the opening, and the returned stream.</param>
    /// <returns>The stream, at its start, which the caller disposes.</returns>
    /// <exception cref="BlobNotFoundException">No blob has this name.</exception>
    /// <exception cref="BlobChangedException">The blob is no longer the version listed.</exception>
    /// <exception cref="BlobStoreException">Access is denied, or the store can't be reached.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Task<Stream> OpenSeekableAsync(
        this IBlobSource source,
        BlobItem blob,
        RangedReadOptions? options = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(blob);
        options ??= new RangedReadOptions();
        RangedReadOptionsValidator.ThrowIfInvalid(options);
        var requests = new BlobRequests(source, blob, options, time ?? TimeProvider.System);
        return SeekableBlobOpener.OpenAsync(requests, ArrayPool<byte>.Shared, cancellationToken);
    }
}
