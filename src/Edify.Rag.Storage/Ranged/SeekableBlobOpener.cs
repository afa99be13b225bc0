using System.Buffers;

namespace Edify.Rag.Storage.Ranged;

/// <summary>Takes the store's own stream where it seeks, and ranges of the blob where it does not.</summary>
internal static class SeekableBlobOpener
{
    /// <summary>Opens a blob; its first block is then on its way.</summary>
    public static async Task<Stream> OpenAsync(BlobRequests requests, ArrayPool<byte> buffers, CancellationToken cancellationToken)
    {
        var isWhole = requests.Blob.Size <= requests.Options.BlockBytes;
        var answer = new RangeAnswer(requests, 0, isWhole ? requests.Blob.Size : requests.Options.BlockBytes, cancellationToken);
        try
        {
            if (await answer.SeekingAsync().ConfigureAwait(false) is not { } seeking) return new RangedBlobStream(requests, answer, buffers, cancellationToken);
            if (isWhole) return new SeekingBlobStream(seeking, answer, cancellationToken);
        }
        catch
        {
            await answer.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        // Where streams seek, opening a long blob twice costs little; elsewhere, asking for more than the first block would cost much.
        await answer.DisposeAsync().ConfigureAwait(false);
        return await requests.OpenWholeAsync(cancellationToken).ConfigureAwait(false);
    }
}
