using System.Buffers;

namespace Edify.Rag.Storage.Ranged;

/// <summary>Takes the store's own stream where it seeks, and ranges of the blob where it does not.</summary>
internal static class SeekableBlobOpener
{
    /// <summary>Opens a blob; its first block is then on its way.</summary>
    public static async Task<Stream> OpenAsync(BlobRequests requests, ArrayPool<byte> buffers, CancellationToken cancellationToken)
    {
        var answer = new RangeAnswer(requests, 0, Math.Min(requests.Options.BlockBytes, requests.Blob.Size), cancellationToken);
        try
        {
            if (!await answer.SeeksAsync().ConfigureAwait(false)) return new RangedBlobStream(requests, answer, buffers, cancellationToken);
        }
        catch
        {
            await answer.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        // Where streams seek, opening twice costs little; elsewhere, asking for more than the first block would cost much.
        await answer.DisposeAsync().ConfigureAwait(false);
        return await requests.OpenWholeAsync(cancellationToken).ConfigureAwait(false);
    }
}
