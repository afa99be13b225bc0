using Azure.Core;

namespace Edify.Rag;

/// <summary>Options of a container in Azure Blob Storage.</summary>
/// <remarks>
/// Access is granted by exactly one of: <see cref="ConnectionString"/>; <see cref="AccountUrl"/> with a SAS; or
/// <see cref="AccountUrl"/> alone, with an identity. Keys and signatures never appear in messages or logs.
/// </remarks>
public sealed class AzureBlobStoreOptions
{
    /// <summary>The account's connection string, with an account key or a SAS. A secret.</summary>
    /// <value>Default: none.</value>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// The blob endpoint, such as <c>https://account.blob.core.windows.net</c>, or the URL of a container. It may carry a SAS, and is
    /// a secret then.
    /// </summary>
    /// <value>Default: none.</value>
    public string? AccountUrl { get; set; }

    /// <summary>A shared access signature that goes with <see cref="AccountUrl"/>, such as <c>sv=…&amp;sig=…</c>. A secret.</summary>
    /// <value>Default: none.</value>
    public string? Sas { get; set; }

    /// <summary>The client id of a user-assigned managed identity, used with <see cref="AccountUrl"/>.</summary>
    /// <value>Default: none. <c>DefaultAzureCredential</c> then finds an identity: environment, workload, managed, or that of a developer's tools.</value>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>The container: 3 to 63 lower-case letters, digits and single hyphens, or $root, $web or $logs.</summary>
    /// <value>Default: empty. Then it is the one that <see cref="AccountUrl"/> names.</value>
    public string Container { get; set; } = string.Empty;

    /// <summary>Whether the container is created when it is first used and missing.</summary>
    /// <value>Default: false.</value>
    public bool CreateContainer { get; set; }

    /// <summary>How often a failed request is repeated, after a time that doubles and that the server may set. Range: 0 to 20.</summary>
    /// <value>Default: 3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>How long one attempt of a request, or one read of a blob, may go without an answer. Range: 1 second to 1 hour.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(1);

    // Set by the verb. A field, since the binder of configuration would take a property for a setting.
    internal TokenCredential? Credential;
}
