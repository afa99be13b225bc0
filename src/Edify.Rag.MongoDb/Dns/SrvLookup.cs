using System.Security.Cryptography;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Dns;

/// <summary>Finds the servers behind a <c>mongodb+srv://</c> string.</summary>
internal sealed class SrvLookup(DnsClient dns)
{
    /// <summary>The servers and options that DNS has for the host of a connection string.</summary>
    /// <exception cref="RagConfigurationException">There are none, or such as must not be used.</exception>
    /// <exception cref="DnsException">DNS gives no answer.</exception>
    public async Task<SrvSeeds> FindAsync(MongoSettings settings, CancellationToken cancellationToken)
    {
        var host = settings.SrvHost ?? throw new ArgumentException("The servers are named already.", nameof(settings));
        var answer = await dns.QueryAsync($"_{settings.SrvService}._tcp.{host}", DnsRecordType.Service, cancellationToken).ConfigureAwait(false);
        var servers = answer.Services.Select(s => new MongoAddress(s.Host.ToLowerInvariant(), s.Port)).Distinct().ToArray();
        if (servers.Length == 0) throw new RagConfigurationException($"DNS names no servers for '{host}': there is no SRV record '_{settings.SrvService}._tcp.{host}'.");
        if (servers.Any(server => !SrvSeeds.IsInDomain(host, server.Host)))
            throw new RagConfigurationException($"DNS names servers for '{host}' that lie in another domain, so they are not trusted.");

        var texts = (await dns.QueryAsync(host, DnsRecordType.Text, cancellationToken).ConfigureAwait(false)).Texts;
        if (texts.Count > 1) throw new RagConfigurationException($"'{host}' has {texts.Count} TXT records; it may have one, with options of MongoDB.");
        if (settings.SrvMaxHosts > 0 && settings.SrvMaxHosts < servers.Length)
        {
            RandomNumberGenerator.Shuffle<MongoAddress>(servers);
            servers = servers[..settings.SrvMaxHosts];
        }

        return new(servers, texts.Count == 0 ? string.Empty : texts[0]);
    }
}
