using Azure.Core;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Storage.AzureBlobs;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Reads and stores blobs in Azure Blob Storage.</summary>
public static class AzureBlobsRagBuilderExtensions
{
    /// <summary>Uses a container in Azure Blob Storage as <see cref="IBlobStore"/> and <see cref="IBlobSource"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; at least the account and the container.</param>
    /// <param name="credential">
    /// The identity used with <see cref="AzureBlobStoreOptions.AccountUrl"/>; when omitted, that which <c>DefaultAzureCredential</c> finds.
    /// </param>
    public static IRagBuilder UseAzureBlobs(
        this IRagBuilder builder, Action<AzureBlobStoreOptions>? configure = null, TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        builder.AddValidatedOptions<AzureBlobStoreOptions, AzureBlobStoreOptionsValidator>(configure);
        builder.Services.Configure<AzureBlobStoreOptions>(name, options => options.Credential = credential);
        return builder
            .Use<IBlobStore>("azure blobs", services =>
                AzureBlobStore.Connect(services.GetOptions<AzureBlobStoreOptions>(name), services.GetTime()))
            .Use<IBlobSource>("azure blobs", services => services.GetRag<IBlobStore>(name));
    }
}
