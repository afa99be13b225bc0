using System.Net;
using System.Net.NetworkInformation;

namespace Edify.Rag.MongoDb.Dns;

/// <summary>The name servers that the system asks.</summary>
internal static class NameServers
{
    private const string File = "/etc/resolv.conf";
    private const int Port = 53;

    // The system's library takes no more than three.
    private const int Most = 3;

    public static IReadOnlyList<IPEndPoint> OfSystem()
    {
        try
        {
            var lines = System.IO.File.Exists(File) ? Parse(System.IO.File.ReadLines(File)) : [];
            return lines.Count > 0 ? lines : [.. OfNetworks().Distinct().Take(Most)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NetworkInformationException)
        {
            throw new DnsException("The system does not tell its name servers; write the MongoDB connection string with 'mongodb://' and its hosts.", isTransient: false, e);
        }
    }

    internal static List<IPEndPoint> Parse(IEnumerable<string> lines) =>
    [
        .. lines.Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", _, ..])
            .Select(words => IPAddress.TryParse(words[1], out var address) ? new IPEndPoint(address, Port) : null)
            .OfType<IPEndPoint>()
            .Take(Most),
    ];

    private static IEnumerable<IPEndPoint> OfNetworks() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus is OperationalStatus.Up)
        .SelectMany(network => network.GetIPProperties().DnsAddresses)
        .Where(address => !address.IsIPv6SiteLocal)
        .Select(address => new IPEndPoint(address, Port));
}
