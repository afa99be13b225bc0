namespace Edify.Rag;

/// <summary>Tells which keys the records of a collection are under, and brings them under the current one.</summary>
/// <remarks>Safe for concurrent use. Searches go on meanwhile, and find what is under either key.</remarks>
public interface IEncryptionMaintenance
{
    /// <summary>Counts the records under each key.</summary>
    /// <param name="tenants">The tenants that the collection holds.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    Task<EncryptionStatus> GetStatusAsync(IReadOnlyList<string> tenants, CancellationToken cancellationToken = default);

    /// <summary>
    /// Encrypts anew what is under another key than the current one, and what is not encrypted. Stopped in between, it goes on where it was
    /// when it is called again.
    /// </summary>
    /// <param name="tenants">The tenants that the collection holds.</param>
    /// <param name="progress">Told the number of records that are done, after each batch.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="RagStateException">A record can't be decrypted; the message names it and its key.</exception>
    /// <returns>How many records were written.</returns>
    Task<long> RotateAsync(IReadOnlyList<string> tenants, IProgress<long>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>What is under which key.</summary>
/// <param name="CurrentKey">The id of the key that new texts are encrypted with.</param>
/// <param name="Records">The number of records under each key that the provider has.</param>
/// <param name="Unencrypted">The number of records that are not encrypted.</param>
/// <param name="OfUnknownKeys">The number of records under keys that the provider does not have.</param>
public sealed record EncryptionStatus(string CurrentKey, IReadOnlyDictionary<string, long> Records, long Unencrypted, long OfUnknownKeys)
{
    /// <summary>Whether all records are under the current key: the others are needed for conversations alone.</summary>
    public bool IsComplete => Unencrypted == 0 && OfUnknownKeys == 0 && Records.All(key => key.Key == CurrentKey || key.Value == 0);
}
