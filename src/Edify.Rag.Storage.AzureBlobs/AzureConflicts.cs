using Azure.Storage.Blobs.Models;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>What the service refuses although access is granted, in sentences.</summary>
internal static class AzureConflicts
{
    /// <summary>Why a blob in its present state refuses a call, and whether that may pass.</summary>
    public static (string Reason, bool IsTransient)? Reason(string? code) => code switch
    {
        "BlobArchived" or "BlobBeingRehydrated" => ("it lies in the archive tier. Rehydrate it first.", false),
        "BlobImmutableDueToPolicy" or "BlobImmutableDueToLegalHold" => ("a policy or legal hold keeps it as it is.", false),
        "LeaseIdMissing" or "LeaseIdMismatchWithBlobOperation" => ("another client holds a lease on it.", true),
        "SnapshotsPresent" => ("it has snapshots, which would be deleted with it. Delete them first.", false),
        "InvalidBlobType" => ("an append or page blob has this name, which an upload cannot replace. Delete it first.", false),
        "AccountBeingCreated" => ("the account is being created.", true),
        "PendingCopyOperation" => ("it is being copied.", true),
        _ => null,
    };

    /// <summary>What is wrong with the name or the metadata of a blob; <see langword="null"/> when neither is.</summary>
    public static string? ArgumentFault(string code)
    {
        if (code == BlobErrorCode.InvalidUri || code == BlobErrorCode.InvalidResourceName || code == BlobErrorCode.OutOfRangeInput || code == BlobErrorCode.InvalidInput)
            return "the service does not take this name. Choose another.";
        if (code == BlobErrorCode.MetadataTooLarge) return "its metadata has more than 8 KiB.";
        return code == BlobErrorCode.InvalidMetadata || code == BlobErrorCode.EmptyMetadataKey ? "the service does not take its metadata." : null;
    }
}
