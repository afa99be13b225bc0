using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Offers Azure Blob Storage to configuration.</summary>
public static class AzureBlobsRagProvider
{
    extension(RagProvider)
    {
        /// <summary>
        /// <c>EdifyRag:Storage:Provider = AzureBlobs</c>, with <see cref="AzureBlobStoreOptions"/> in <c>EdifyRag:Storage:AzureBlobs</c>.
        /// Hand it to <c>AddEdifyRag</c>.
        /// </summary>
        public static RagProvider AzureBlobs => new("Storage", "AzureBlobs", (rag, section) =>
        {
            rag.Services.Configure<AzureBlobStoreOptions>(rag.Name, section, SettingsBinding.Strict<AzureBlobStoreOptions>(section));
            rag.UseAzureBlobs();
        });
    }
}
