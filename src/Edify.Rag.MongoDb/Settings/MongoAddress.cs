using System.Buffers;
using System.Globalization;

namespace Edify.Rag.MongoDb.Settings;

/// <summary>A server: its host in lower case, without brackets, and its port.</summary>
internal readonly record struct MongoAddress(string Host, int Port)
{
    public const int DefaultPort = 27017;

    private static readonly SearchValues<char> InNoHost = SearchValues.Create("/\\?#@% ");

    /// <summary>Reads "host", "host:port", "[::1]" and "[::1]:port".</summary>
    /// <returns>Whether it is one of them.</returns>
    public static bool TryParse(string text, out MongoAddress address)
    {
        address = default;
        var (host, rest) = Split(text);
        if (host.Length == 0 || (rest.Length > 0 && rest[0] != ':')) return false;
        if (!text.StartsWith('[') && host.AsSpan().ContainsAny(InNoHost)) return false;
        var port = DefaultPort;
        if (rest.Length > 0 && (!int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)) return false;
        address = new(host.ToLowerInvariant(), port);
        return true;
    }

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static (string Host, string Remainder) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            var literal = end < 0 ? string.Empty : text[1..end];
            return System.Net.IPAddress.TryParse(literal, out var ip) && ip.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? (literal, text[(end + 1)..]) : (string.Empty, text);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, string.Empty) : (text[..colon], text[colon..]);
    }
}
