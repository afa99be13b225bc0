using System.Buffers;
using System.Text;

namespace Edify.Rag.MongoDb.Settings;

/// <summary>Reads connection strings, by their specification. No error repeats what may be a piece of a password.</summary>
internal static class ConnectionString
{
    private const string Plain = "mongodb://";
    private const string Srv = "mongodb+srv://";
    private const string Example = "it looks like \"mongodb://user:password@host1,host2/database?replicaSet=rs0\"";

    private static readonly SearchValues<char> InNoDatabase = SearchValues.Create("/\\ \"$\0");

    /// <summary>Reads a connection string.</summary>
    /// <param name="text">The connection string.</param>
    /// <param name="seeds">What DNS says about its host, once it was asked.</param>
    /// <exception cref="RagConfigurationException">It is none, or its parts contradict each other.</exception>
    public static MongoSettings Parse(string text, SrvSeeds? seeds = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isSrv = text.StartsWith(Srv, StringComparison.Ordinal);
        if (!isSrv && !text.StartsWith(Plain, StringComparison.Ordinal))
            throw Wrong($"does not begin with '{Plain}' or '{Srv}'; {Example}");
        var rest = text[(isSrv ? Srv.Length : Plain.Length)..];

        // A '/' or '?' in user or password is percent-encoded, so the first of them ends the hosts.
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        var tail = end < 0 ? string.Empty : rest[end..];
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? (null, null) : UserOf(authority[..at]);
        var hosts = authority[(at + 1)..];
        if (hosts.Length == 0) throw Wrong($"names no host; {Example}");
        var query = tail.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? tail : tail[..query];
        if (path.Contains('@', StringComparison.Ordinal)) throw Wrong("has a '/' in user or password; write %2F for it");
        var database = Decode(path.TrimStart('/'), "database");
        if (database.AsSpan().ContainsAny(InNoDatabase)) throw Wrong("has a database whose name holds a character that none may hold");
        var options = ConnectionOptions.Parse(query < 0 ? string.Empty : tail[(query + 1)..]);
        if (seeds is not null) options.Complete(seeds.ReadOptions());
        return ConnectionSettings.Of(isSrv, isSrv ? seeds?.Hosts ?? [] : HostsOf(hosts), isSrv ? SrvHostOf(hosts) : null, database.Length == 0 ? null : database, user, password, options);
    }

    internal static RagConfigurationException Wrong(string what) => new($"The MongoDB connection string {what}.");

    /// <summary>Replaces what is percent-encoded.</summary>
    /// <exception cref="RagConfigurationException">A '%' is followed by something else.</exception>
    internal static string Decode(string text, string what)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                throw Wrong($"has a '%' in its {what} that two hexadecimal digits don't follow; write %25 for the sign itself");
        }

        return Uri.UnescapeDataString(text);
    }

    private static (string User, string? Password) UserOf(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal)) throw Wrong("has an '@' in user or password; write %40 for it");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon != text.LastIndexOf(':')) throw Wrong("has a ':' in user or password; write %3A for it");
        var user = Decode(colon < 0 ? text : text[..colon], "user");
        if (user.Length == 0) throw Wrong("has an empty user before its '@'");
        return (user, colon < 0 ? null : Decode(text[(colon + 1)..], "password"));
    }

    private static List<MongoAddress> HostsOf(string text)
    {
        var hosts = new List<MongoAddress>();
        foreach (var part in text.Split(','))
        {
            if (part.EndsWith(".sock", StringComparison.OrdinalIgnoreCase)) throw Wrong("names a Unix socket, which this client has no use for; name a host and a port");
            if (!MongoAddress.TryParse(part.Contains('%', StringComparison.Ordinal) && !part.StartsWith('[') ? Decode(part, "host") : part, out var host))
                throw Wrong($"has a host that is none ({Position(hosts.Count)}); hosts look like \"name:27017\", \"192.0.2.1\" or \"[2001:db8::1]:27017\", with ports from 1 to 65535");
            if (!hosts.Contains(host)) hosts.Add(host);
        }

        return hosts;
    }

    private static string SrvHostOf(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal)) throw Wrong($"names several hosts; '{Srv}' takes one, whose DNS records name the servers");
        if (text.Contains(':', StringComparison.Ordinal)) throw Wrong($"names a port or an address; '{Srv}' takes a host's name alone");
        var host = text.ToLowerInvariant().TrimEnd('.');
        return host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Dns ? host : throw Wrong("has a host that is no name of DNS");
    }

    private static string Position(int count) => new StringBuilder("number ").Append(count + 1).ToString();
}
