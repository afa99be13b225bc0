using System.Buffers;
using System.Buffers.Binary;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>An upload under way: one request when the content fits into a block, otherwise blocks that become the blob all at once.</summary>
/// <remarks>Blocks of an upload that failed belong to no blob, are not listed, and are dropped by the service after a week.</remarks>
internal sealed class AzureUpload(BlockBlobClient blob, string name, BlobUploadOptions options, AzureErrors errors)
{
    /// <summary>Bytes of a block, and of the memory that an upload takes.</summary>
    internal const int BlockSize = 8 << 20;

    private const int MaxBlocks = 50_000;

    private readonly Dictionary<string, string> _metadata = AzureMetadata.Encode(options.Metadata);
    private readonly BlobHttpHeaders _headers = new() { ContentType = options.ContentType };
    private readonly BlobRequestConditions? _conditions = options.Overwrite ? null : new() { IfNoneMatch = ETag.All };
    private readonly List<string> _blocks = [];
    private readonly Guid _id = Guid.NewGuid();

    /// <summary>Sends the content. Errors of the content's own stream are the caller's and pass through as they are.</summary>
    public async Task<BlobItem> SendAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var block = await FillAsync(content, buffer, cancellationToken).ConfigureAwait(false);
            if (block.Length < BlockSize) return Stored(block.Length, await CommitAsync(() => PutAsync(block, cancellationToken), cancellationToken).ConfigureAwait(false));

            long size = 0;
            while (!block.IsEmpty)
            {
                if (_blocks.Count == MaxBlocks) throw errors.TooLong(name, (long)MaxBlocks * BlockSize);
                await StageAsync(block, cancellationToken).ConfigureAwait(false);
                size += block.Length;
                block = block.Length < BlockSize ? default : await FillAsync(content, buffer, cancellationToken).ConfigureAwait(false);
            }

            return Stored(size, await CommitAsync(() => PutListAsync(cancellationToken), cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> FillAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        buffer.AsMemory(0, await content.ReadAtLeastAsync(buffer.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false));

    private async Task StageAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        var id = NextId();
        await errors.RunAsync(
            name,
            async () =>
            {
                using var stream = Stream(block);
                return await blob.StageBlockAsync(id, stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        _blocks.Add(id);
    }

    private async Task<BlobContentInfo> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var stream = Stream(content);
        return await blob.UploadAsync(
            stream,
            new Azure.Storage.Blobs.Models.BlobUploadOptions { HttpHeaders = _headers, Metadata = _metadata, Conditions = _conditions },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<BlobContentInfo> PutListAsync(CancellationToken cancellationToken) => await blob.CommitBlockListAsync(
        _blocks, new CommitBlockListOptions { HttpHeaders = _headers, Metadata = _metadata, Conditions = _conditions }, cancellationToken).ConfigureAwait(false);

    private Task<BlobContentInfo> CommitAsync(Func<Task<BlobContentInfo>> commit, CancellationToken cancellationToken) => errors.RunAsync(
        name,
        async () =>
        {
            try
            {
                return await commit().ConfigureAwait(false);
            }
            catch (RequestFailedException e) when (!options.Overwrite && IsExisting(AzureErrors.CodeOf(e)))
            {
                throw errors.Exists(name, e);
            }
        },
        cancellationToken);

    // An upload that ends first drops the blocks of all others of the same blob: whoever may not replace it is too late.
    private bool IsExisting(string code) => code == BlobErrorCode.BlobAlreadyExists || code == BlobErrorCode.ConditionNotMet
        || (_blocks.Count > 0 && code == BlobErrorCode.InvalidBlockList);

    private BlobItem Stored(long size, BlobContentInfo info) => new(name, size, AzureRange.Text(info.ETag), info.LastModified.ToUniversalTime())
    {
        ContentType = AzureMediaType.Of(options.ContentType),
        Metadata = AzureMetadata.Decode(_metadata),
    };

    // All of one length, as the service asks, and no two uploads' alike.
    private string NextId()
    {
        Span<byte> id = stackalloc byte[20];
        _id.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], _blocks.Count);
        return Convert.ToBase64String(id);
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var part) ? new(part.Array!, part.Offset, part.Count, writable: false) : new(bytes.ToArray());
}
