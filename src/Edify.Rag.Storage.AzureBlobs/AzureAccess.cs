using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>Where the container is and by what right it is used.</summary>
/// <param name="Options">Options without a fault.</param>
/// <param name="ContainerName">The container, wherever the options name it.</param>
/// <param name="Sas">The shared access signature, wherever the options hold it.</param>
internal sealed record AzureAccess(AzureBlobStoreOptions Options, string ContainerName, SasToken? Sas)
{
    /// <summary>Reads options that have no fault.</summary>
    public static AzureAccess Of(AzureBlobStoreOptions options)
    {
        if (options.ConnectionString is { Length: > 0 } settings)
            return new(options, options.Container, SasToken.Parse(ConnectionSettings.Value(settings, "SharedAccessSignature")));

        var url = new Uri(options.AccountUrl!);
        var container = options.Container.Length > 0 ? options.Container : ContainerIn(url)!;
        return new(options, container, SasToken.Parse(options.Sas) ?? SasToken.Parse(url.Query));
    }

    /// <summary>The container that a URL names, besides the account.</summary>
    public static string? ContainerIn(Uri url) => new BlobUriBuilder(Bare(url)).BlobContainerName is { Length: > 0 } container ? container : null;

    /// <summary>The blob that a URL names, besides account and container.</summary>
    public static string? BlobIn(Uri url) => new BlobUriBuilder(Bare(url)).BlobName is { Length: > 0 } blob ? blob : null;

    /// <summary>Every text that must not be seen.</summary>
    public IEnumerable<string> Secrets()
    {
        if (ConnectionSettings.Value(Options.ConnectionString, "AccountKey") is { } key) yield return key;
        if (Sas is null) yield break;
        yield return Sas.Signature;
        yield return Uri.EscapeDataString(Sas.Signature);
    }

    public BlobContainerClient Connect(BlobClientOptions settings) => Options.ConnectionString is { Length: > 0 } connection
        ? new(connection, ContainerName, settings)
        : Sas is not null
            ? new(ContainerUrl(), new AzureSasCredential(Sas.Text), settings)
            : new(ContainerUrl(), Options.Credential ?? Identity(), settings);

    private DefaultAzureCredential Identity() => new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = Options.ManagedIdentityClientId });

    private Uri ContainerUrl() => new BlobUriBuilder(Bare(new Uri(Options.AccountUrl!))) { BlobContainerName = ContainerName }.ToUri();

    private static Uri Bare(Uri url) => new(url.GetLeftPart(UriPartial.Path));
}
