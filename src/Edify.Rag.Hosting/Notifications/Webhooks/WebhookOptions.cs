using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Where the ends of tasks are told over HTTP, and by which secret receivers know that it is true.</summary>
/// <remarks>A change holds for the next delivery.</remarks>
public sealed class WebhookOptions
{
    /// <summary>The address that is told of every end whose request names no other.</summary>
    /// <value>Default: none; then only requests that name an address have their ends told.</value>
    public Uri? Url { get; set; }

    /// <summary>The hosts that requests may name, as <c>host</c> or <c>host:port</c>, compared without case. Nothing is ever sent anywhere else.</summary>
    /// <value>Default: empty; that of <see cref="Url"/> is among them anyway.</value>
    public IList<string> Hosts { get; } = [];

    /// <summary>
    /// What deliveries are signed with, as <c>whsec_</c> and 24 to 64 bytes in base64; at least one. With several each delivery
    /// has a signature of each, so that receivers go over to a new one at their leisure.
    /// </summary>
    /// <value>Default: empty, which can't work.</value>
    public IList<string> Secrets { get; } = [];

    /// <summary>Whether addresses may be <c>http://</c>. Addresses of this machine itself may be in any case.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowHttp { get; set; }

    /// <summary>How long a receiver may take.</summary>
    /// <value>Default: 10 seconds. Range: 1 to 20 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>Checks <see cref="WebhookOptions"/>. Secrets are never quoted.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        if (options.Secrets.Count == 0) return Fail("Secrets is empty; give one as whsec_ and 24 to 64 bytes in base64.");
        for (var i = 0; i < options.Secrets.Count; i++)
        {
            if (Hosting.Notifications.Webhooks.WebhookSignature.KeyOf(options.Secrets[i]) is null)
                return Fail($"Secrets:{i} is no secret; it must be whsec_ and 24 to 64 bytes in base64.");
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromSeconds(20)) return Fail($"Timeout is {options.Timeout}; it must be 1 to 20 seconds.");
        if (options.Hosts.Any(host => Uri.CheckHostName(host.Split(':')[0]) == UriHostNameType.Unknown && !host.StartsWith('['))) return Fail("Hosts has an entry that is no host; write 'host' or 'host:port'.");
        return options.Url is null || Hosting.Notifications.Webhooks.WebhookGuard.FaultOf(options.Url, options) is not { } fault ? ValidateOptionsResult.Success : Fail($"Url can't be used: {fault}");
    }

    private static ValidateOptionsResult Fail(string what) => ValidateOptionsResult.Fail($"Webhooks: {what}");
}
