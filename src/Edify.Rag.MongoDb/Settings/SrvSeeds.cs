namespace Edify.Rag.MongoDb.Settings;

/// <summary>What DNS says about the host of a <c>mongodb+srv://</c> string.</summary>
/// <param name="Hosts">The servers.</param>
/// <param name="Options">Options, as in a connection string; empty for none.</param>
internal sealed record SrvSeeds(IReadOnlyList<MongoAddress> Hosts, string Options)
{
    private static readonly string[] Allowed = ["authSource", "replicaSet", "loadBalanced"];

    /// <summary>The options, if they are among those that DNS may set.</summary>
    /// <exception cref="RagConfigurationException">They aren't.</exception>
    public ConnectionOptions ReadOptions()
    {
        var options = ConnectionOptions.Parse(Options);
        return options.Names.All(name => Allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            ? options
            : throw new RagConfigurationException($"The TXT record of the MongoDB connection string's host sets options that are not its own; it may set {string.Join(", ", Allowed)}.");
    }

    /// <summary>Whether a server lies in the domain of the host that named it; who controls DNS of another domain must not get passwords.</summary>
    /// <param name="host">The host of the connection string.</param>
    /// <param name="server">A server that its SRV record names.</param>
    public static bool IsInDomain(string host, string server)
    {
        var labels = host.Split('.');
        var domain = "." + (labels.Length < 3 ? host : string.Join('.', labels[1..]));
        return server.Length > domain.Length && server.EndsWith(domain, StringComparison.OrdinalIgnoreCase);
    }
}
