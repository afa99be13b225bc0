using Azure.Storage.Blobs;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>A container as messages name it: without keys and signatures.</summary>
/// <param name="Store">The account, such as "account.blob.core.windows.net".</param>
/// <param name="Container">The container.</param>
/// <param name="Host">Host and port that are connected to.</param>
/// <param name="Location">The container's URL, after "azure:".</param>
internal sealed record AzurePlace(string Store, string Container, string Host, string Location)
{
    public string NoContainer =>
        $"it does not exist. Create it, set {nameof(AzureBlobStoreOptions)}.{nameof(AzureBlobStoreOptions.Container)} to one that does, " +
        $"or switch {nameof(AzureBlobStoreOptions.CreateContainer)} on.";

    public static AzurePlace Of(BlobContainerClient container)
    {
        var url = container.Uri;
        var account = url.AbsolutePath.Trim('/');
        account = account[..Math.Max(account.LastIndexOf('/'), 0)];
        return new(
            account.Length == 0 ? url.Authority : $"{url.Authority}/{account}", container.Name, url.Authority, $"azure:{url.GetLeftPart(UriPartial.Path)}");
    }
}
