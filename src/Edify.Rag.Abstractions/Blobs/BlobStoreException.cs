namespace Edify.Rag;

/// <summary>A blob store refused or failed.</summary>
/// <param name="store">The store, such as "folder" or an account, without secrets.</param>
/// <param name="container">The container, bucket or root folder.</param>
/// <param name="blob">The blob concerned; <see langword="null"/> when it is the container.</param>
/// <param name="message">What went wrong, where, and what to do.</param>
/// <param name="isTransient">Whether the same call may succeed later.</param>
/// <param name="innerException">The provider's own error.</param>
public class BlobStoreException(
    string store, string container, string? blob, string message, bool isTransient = false, Exception? innerException = null)
    : RagException(message, innerException)
{
    /// <summary>The store, without secrets.</summary>
    public string Store { get; } = store;

    /// <summary>The container, bucket or root folder.</summary>
    public string Container { get; } = container;

    /// <summary>The blob concerned; <see langword="null"/> when it is the container.</summary>
    public string? Blob { get; } = blob;

    /// <inheritdoc/>
    public override bool IsTransient { get; } = isTransient;
}

/// <summary>No blob has this name.</summary>
/// <param name="store">The store.</param>
/// <param name="container">The container.</param>
/// <param name="blob">The name that was asked for.</param>
/// <param name="innerException">The provider's own error.</param>
public sealed class BlobNotFoundException(string store, string container, string blob, Exception? innerException = null)
    : BlobStoreException(store, container, blob, $"There is no blob '{blob}' in {store} '{container}'.", innerException: innerException);

/// <summary>The store's credentials or the file system's permissions do not allow the call.</summary>
/// <param name="store">The store.</param>
/// <param name="container">The container.</param>
/// <param name="blob">The blob concerned; <see langword="null"/> when it is the container.</param>
/// <param name="innerException">The provider's own error.</param>
/// <param name="reason">Why, and what to do, as sentences without secrets; <see langword="null"/> when the store does not tell.</param>
public sealed class BlobAccessDeniedException(
    string store, string container, string? blob, Exception? innerException = null, string? reason = null)
    : BlobStoreException(
        store,
        container,
        blob,
        $"Access to {(blob is null ? "the container" : $"blob '{blob}'")} in {store} '{container}' is denied. {reason ?? "Check the credentials and permissions that this process runs with."}",
        innerException: innerException);

/// <summary>The store cannot be reached or is overloaded; the same call may succeed later.</summary>
/// <param name="store">The store.</param>
/// <param name="container">The container.</param>
/// <param name="blob">The blob concerned; <see langword="null"/> when it is the container.</param>
/// <param name="message">What went wrong.</param>
/// <param name="retryAfter">How long the store asked to be left alone; <see langword="null"/> when it did not say.</param>
/// <param name="innerException">The provider's own error.</param>
public sealed class BlobStoreUnavailableException(
    string store, string container, string? blob, string message, TimeSpan? retryAfter = null, Exception? innerException = null)
    : BlobStoreException(store, container, blob, message, isTransient: true, innerException)
{
    /// <inheritdoc/>
    public override TimeSpan? RetryAfter { get; init; } = retryAfter;
}

/// <summary>The blob changed while it was read; read it again from the start.</summary>
/// <param name="store">The store.</param>
/// <param name="container">The container.</param>
/// <param name="blob">The blob that changed.</param>
/// <param name="innerException">The provider's own error.</param>
public sealed class BlobChangedException(string store, string container, string blob, Exception? innerException = null)
    : BlobStoreException(
        store, container, blob, $"Blob '{blob}' in {store} '{container}' changed while it was being read.", isTransient: true, innerException);

/// <summary>A blob of this name exists and may not be replaced.</summary>
/// <param name="store">The store.</param>
/// <param name="container">The container.</param>
/// <param name="blob">The blob that exists.</param>
/// <param name="innerException">The provider's own error.</param>
public sealed class BlobExistsException(string store, string container, string blob, Exception? innerException = null)
    : BlobStoreException(
        store, container, blob, $"Blob '{blob}' exists in {store} '{container}' and the upload does not allow replacing it.", innerException: innerException);
