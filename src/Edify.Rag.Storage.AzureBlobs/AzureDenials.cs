using System.Globalization;
using Azure;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>Tells why the service denied access, as far as it lets one know.</summary>
/// <param name="access">By what right the container is used.</param>
/// <param name="time">This machine's clock.</param>
internal sealed class AzureDenials(AzureAccess access, TimeProvider time)
{
    public const string NoToken =
        "No identity gave a token: assign a managed identity, set AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret or certificate, sign in with a developer's tool, or use a SAS.";

    // What the service allows between its clock and that of a request.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    public string Reason(RequestFailedException answer)
    {
        var serverTime = answer.GetRawResponse()?.Headers.Date;
        return ReasonOfTime(serverTime, answer.Message) ?? ReasonOfCode(answer.ErrorCode);
    }

    private string? ReasonOfTime(DateTimeOffset? serverTime, string message)
    {
        var now = time.GetUtcNow();
        var skew = now - (serverTime ?? now);
        if (access.Sas?.Expires <= (serverTime ?? now)) return $"The SAS expired at {Text(access.Sas!.Expires!.Value)}. Make a new one.";
        if (skew.Duration() > MaxSkew || message.Contains("date header", StringComparison.OrdinalIgnoreCase))
            return $"This machine's clock shows {Text(now)}{(serverTime is { } server ? $" and the server's {Text(server)}" : string.Empty)}. Set the clock right.";
        return access.Sas?.Starts > (serverTime ?? now) ? $"The SAS is not valid before {Text(access.Sas!.Starts!.Value)}." : null;
    }

    private string ReasonOfCode(string? code) => code switch
    {
        "KeyBasedAuthenticationNotPermitted" => "The account admits no keys. Use AccountUrl with an identity.",
        "AuthorizationPermissionMismatch" when access.Sas is not null => "The SAS does not grant this. Reading needs the permissions 'rl', writing 'rlcwd'.",
        "AuthorizationPermissionMismatch" =>
            "The identity's role does not grant this. Reading needs 'Storage Blob Data Reader', writing 'Storage Blob Data Contributor', on the container or the account.",
        "AuthorizationSourceIPMismatch" => "The SAS admits other addresses than this machine's.",
        "AuthorizationProtocolMismatch" => "The SAS admits https only.",
        "AuthorizationServiceMismatch" or "AuthorizationResourceTypeMismatch" => "The SAS is for other services or resources; one for the container, its list and its blobs is needed.",
        "AccountIsDisabled" => "The account is disabled.",
        "AuthorizationFailure" => $"{Credentials()} Check the account's network rules too: they may not admit this machine.",
        _ => Credentials(),
    };

    private string Credentials() => access switch
    {
        { Sas: not null } => "Check the SAS: it may be cut, revoked, of another account or container, or without the permissions 'rl'.",
        { Options.ConnectionString.Length: > 0 } => "Check the account's name and key: the key may be of another account, or replaced by a new one.",
        _ => "Check the identity: its tenant must be the account's, and it needs a role such as 'Storage Blob Data Reader'.",
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
