using System.Net;

namespace Edify.Rag.Hosting.Privacy;

/// <summary>What counts as the school's own network: this machine, and the hosts that are listed.</summary>
/// <param name="hosts">Names ("db.school.lan"), names below one ("*.school.lan"), addresses ("10.1.2.3") and networks ("10.0.0.0/8").</param>
internal sealed class LocalNetwork(IEnumerable<string> hosts)
{
    private readonly string[] _entries = [.. hosts.Select(host => host.Trim())];

    /// <summary>Whether texts that are handled there stay with the school. What nobody knows of is elsewhere.</summary>
    public bool IsLocal(DataLocation place) => place.IsInProcess || (place.Address is { IsAbsoluteUri: true } address && (address.IsLoopback || address.IsFile || IsListed(address.DnsSafeHost)));

    /// <summary>Whether a host, or a part of a pipeline that has no address, is local.</summary>
    public bool IsLocal(string host)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.StartsWith('/')) return true;
        return (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)) || IsListed(host);
    }

    /// <summary>Whether an entry can be one.</summary>
    public static bool IsEntry(string entry) => !string.IsNullOrWhiteSpace(entry) && (IPNetwork.TryParse(entry, out _) || !entry.Contains('/', StringComparison.Ordinal));

    private bool IsListed(string host)
    {
        var isAddress = IPAddress.TryParse(host, out var address);
        foreach (var entry in _entries)
        {
            if (entry.Equals(host, StringComparison.OrdinalIgnoreCase)) return true;
            if (!isAddress && entry.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase)) return true;
            if (isAddress && IPNetwork.TryParse(entry, out var network) && network.Contains(address!)) return true;
        }

        return false;
    }
}
