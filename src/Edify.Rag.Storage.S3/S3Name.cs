using System.Text;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.S3;

/// <summary>What S3 allows as the name of a blob, besides what the contract does.</summary>
internal static class S3Name
{
    /// <summary>The limit of S3, which counts bytes of UTF-8 where the contract counts characters.</summary>
    public const int MaxBytes = 1024;

    /// <exception cref="ArgumentException">The name breaks a rule; the message tells which.</exception>
    public static void ThrowIfInvalid(string name)
    {
        BlobName.ThrowIfInvalid(name);
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > MaxBytes)
            throw new ArgumentException($"'{name}' cannot be the name of a blob in S3: it has {bytes} bytes in UTF-8, and S3 allows {MaxBytes}.", nameof(name));
    }
}
