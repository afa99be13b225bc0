namespace Edify.Rag.Hosting.Notifications.Webhooks;

/// <summary>Keeps what users write from having this machine call wherever they like: configured hosts, and nothing else.</summary>
internal sealed class WebhookGuard(Func<WebhookOptions> settings)
{
    /// <exception cref="RagInputException">Nothing may be sent there.</exception>
    public void Check(Uri address)
    {
        if (FaultOf(address, settings()) is { } fault) throw new RagInputException($"The webhook's address can't be used: {fault}");
    }

    /// <summary>What speaks against an address, in a sentence; <see langword="null"/> when nothing does.</summary>
    public static string? FaultOf(Uri address, WebhookOptions options)
    {
        if (!address.IsAbsoluteUri) return "it is not absolute.";
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && (options.AllowHttp || address.IsLoopback)))
            return "it must be https.";
        if (address.UserInfo.Length > 0) return "it holds a user or a password; receivers know deliveries by their signature.";
        if (address.Fragment.Length > 0) return "it holds a fragment.";
        return IsKnown(address, options) ? null : "its host is none of those that the settings name (Webhooks:Hosts).";
    }

    private static bool IsKnown(Uri address, WebhookOptions options) =>
        (options.Url is { IsAbsoluteUri: true } own && Same(own.Authority, address.Authority))
        || options.Hosts.Any(host => Same(host, address.Authority) || (address.IsDefaultPort && Same(host, address.Host)));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
