using System.Text.RegularExpressions;
using Azure.Storage.Blobs;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>Finds what is wrong with the options that grant access and name the container. No sentence holds a value that may be a secret.</summary>
internal static partial class AzureAccessCheck
{
    private const string Url = nameof(AzureBlobStoreOptions.AccountUrl);
    private const string Connection = nameof(AzureBlobStoreOptions.ConnectionString);
    private const string Sas = nameof(AzureBlobStoreOptions.Sas);
    private const string Identity = nameof(AzureBlobStoreOptions.ManagedIdentityClientId);
    private const string Container = nameof(AzureBlobStoreOptions.Container);

    /// <summary>What is wrong with the options, as the rest of a sentence that begins with their name; <see langword="null"/> when nothing is.</summary>
    public static string? Fault(AzureBlobStoreOptions options)
    {
        var hasConnection = !string.IsNullOrWhiteSpace(options.ConnectionString);
        var hasUrl = !string.IsNullOrWhiteSpace(options.AccountUrl);
        if (hasConnection == hasUrl)
            return $"{Connection} or {Url} must be set, and not both: the one holds a key or SAS, the other goes with an identity or a SAS.";
        return hasConnection ? FaultOfConnection(options) : FaultOfUrl(options, options.AccountUrl!);
    }

    private static string? FaultOfConnection(AzureBlobStoreOptions options)
    {
        if (options.Sas is not null || options.ManagedIdentityClientId is not null || options.Credential is not null)
            return $"{Connection} grants access by itself: leave out {Sas}, {Identity} and the credential, or use {Url} instead.";
        if (!IsConnectionString(options.ConnectionString!))
            return $"{Connection} cannot be read: copy it from the account's access keys, 'DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…', or set {Url}.";
        return FaultOfContainer(options.Container);
    }

    private static string? FaultOfUrl(AzureBlobStoreOptions options, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0)
            return $"{Url} must be an address such as https://account.blob.core.windows.net.";
        if (AzureAccess.BlobIn(url) is not null) return $"{Url} must lead to an account or a container; it leads to a blob.";

        var named = AzureAccess.ContainerIn(url);
        if (named is not null && options.Container.Length > 0 && named != options.Container)
            return $"{Container} is '{options.Container}' and {Url} names the container '{named}'; leave one of them out.";

        var hasSas = options.Sas is not null || url.Query.Length > 0;
        if (options.Sas is not null && url.Query.Length > 0) return $"{Sas} and the SAS within {Url} are both set; leave one of them out.";
        if (hasSas && SasToken.Parse(options.Sas ?? url.Query) is null) return $"{(options.Sas is null ? Url : Sas)} must hold a whole shared access signature, 'sv=…&sig=…'.";
        if (hasSas && (options.Credential is not null || options.ManagedIdentityClientId is not null))
            return $"{Sas} grants access by itself: leave out {Identity} and the credential, or the SAS.";
        if (options.Credential is not null && options.ManagedIdentityClientId is not null)
            return $"{Identity} has no effect beside a credential; leave one of them out.";
        if (!hasSas && url.Scheme != Uri.UriSchemeHttps) return $"{Url} must begin with https:// when access is by identity, since its token would be readable on the way.";
        return FaultOfContainer(options.Container.Length > 0 ? options.Container : named ?? string.Empty);
    }

    private static string? FaultOfContainer(string name) => ContainerName().IsMatch(name) || name is "$root" or "$web" or "$logs"
        ? null
        : $"{Container} must be the name of a container, 3 to 63 lower-case letters, digits and single hyphens; it is '{name}'.";

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new BlobServiceClient(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex ContainerName();
}
