using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Hosting.Notifications.Webhooks;

/// <summary>Signs deliveries as Standard Webhooks does: HMAC-SHA-256 over identifier, time and body.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int ShortestKey = 24;
    private const int LongestKey = 64;

    /// <summary>The key of a secret; <see langword="null"/> where it is none.</summary>
    public static byte[]? KeyOf(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length is >= ShortestKey and <= LongestKey ? key[..length] : null;
    }

    /// <summary>The header's value: one signature for each secret.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="id">The delivery's identifier.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <param name="body">The body, as it is sent.</param>
    public static string Of(IEnumerable<string> secrets, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return string.Join(' ', secrets.Select(KeyOf).OfType<byte[]>().Select(key => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}"));
    }
}
