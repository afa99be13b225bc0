namespace Edify.Rag.MongoDb.Settings;

/// <summary>Makes settings of the parts of a connection string.</summary>
internal static class ConnectionSettings
{
    /// <exception cref="RagConfigurationException">Parts contradict each other.</exception>
    public static MongoSettings Of(
        bool isSrv, IReadOnlyList<MongoAddress> hosts, string? srvHost, string? database, string? user, string? password, ConnectionOptions options)
    {
        var isDirect = options.Flag("directConnection") ?? false;
        var replicaSet = options.Text("replicaSet");
        if (isDirect && (isSrv || hosts.Count > 1)) throw ConnectionString.Wrong("sets directConnection=true with more than one host");
        if (options.Flag("loadBalanced") is true) throw ConnectionString.Wrong("sets loadBalanced=true, which this client does not know; name the servers themselves");
        if (!isSrv && (options.Has("srvMaxHosts") || options.Has("srvServiceName")))
            throw ConnectionString.Wrong("sets srvMaxHosts or srvServiceName, which are for 'mongodb+srv://' only");
        if (replicaSet is { Length: 0 }) throw ConnectionString.Wrong("sets replicaSet to nothing");
        var settings = new MongoSettings
        {
            Hosts = hosts,
            SrvHost = srvHost,
            SrvService = options.Text("srvServiceName") ?? "mongodb",
            SrvMaxHosts = options.Number("srvMaxHosts", 0) ?? 0,
            Database = database,
            Credential = Credential(user, password, database, options),
            ReplicaSet = replicaSet,
            IsDirect = isDirect,
            Tls = TlsOptions.Of(options, isSrv),
            ApplicationName = Name(options),
            ReadPreference = ReadOptions.Of(options),
            ReadConcern = options.Text("readConcernLevel"),
            WriteConcern = Concern(options),
            RetriesWrites = options.Flag("retryWrites") ?? true,
            RetriesReads = options.Flag("retryReads") ?? true,
        };
        if (settings.SrvMaxHosts > 0 && settings.ReplicaSet is not null) throw ConnectionString.Wrong("sets srvMaxHosts with replicaSet");
        settings = Pool(Times(settings, options), options);
        if (settings.MinPoolSize > settings.MaxPoolSize) throw ConnectionString.Wrong("sets minPoolSize to more than maxPoolSize");
        if (options.Text("compressors") is not null) options.Warn("The option 'compressors' is not used: messages are not compressed.");
        return settings with { Warnings = options.Warnings };
    }

    private static MongoSettings Times(MongoSettings settings, ConnectionOptions options) => settings with
    {
        ConnectTimeout = options.Milliseconds("connectTimeoutMS") is { } connect ? (connect == default ? TimeSpan.FromDays(1) : connect) : settings.ConnectTimeout,
        SocketTimeout = options.Milliseconds("socketTimeoutMS") is { } socket && socket > default(TimeSpan) ? socket : null,
        SelectionTimeout = options.Milliseconds("serverSelectionTimeoutMS", 1) ?? settings.SelectionTimeout,
        LatencyWindow = options.Milliseconds("localThresholdMS") ?? settings.LatencyWindow,
        HeartbeatInterval = options.Milliseconds("heartbeatFrequencyMS", 500) ?? settings.HeartbeatInterval,
        WaitQueueTimeout = options.Milliseconds("waitQueueTimeoutMS") is { } wait && wait > default(TimeSpan) ? wait : null,
        MaxIdleTime = options.Milliseconds("maxIdleTimeMS") is { } idle && idle > default(TimeSpan) ? idle : null,
    };

    // A pool of size 0 has no limit, by the specification.
    private static MongoSettings Pool(MongoSettings settings, ConnectionOptions options) => settings with
    {
        MaxPoolSize = options.Number("maxPoolSize", 0) is { } most ? (most == 0 ? int.MaxValue : most) : settings.MaxPoolSize,
        MinPoolSize = options.Number("minPoolSize", 0) ?? 0,
        MaxConnecting = options.Number("maxConnecting", 1) ?? settings.MaxConnecting,
    };

    private static string? Name(ConnectionOptions options) =>
        options.Text("appName") is not { Length: > 0 } name ? null : System.Text.Encoding.UTF8.GetByteCount(name) <= 128 ? name : options.Unusable<string>("appName", "128 bytes long");

    private static WriteConcern Concern(ConnectionOptions options)
    {
        var (count, tag) = options.Text("w") switch
        {
            null or "" => ((int?)null, (string?)null),
            var text when int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) => (number, null),
            var text when text[0] == '-' => options.Unusable<(int?, string?)>("w", "a number or a name"),
            var text => (null, text),
        };
        if (count == 0) throw ConnectionString.Wrong("sets w=0, and a write that nobody confirms may be lost unnoticed; leave w out or set it to 1 or more");
        return new(count, tag, options.Flag("journal"), options.Milliseconds("wTimeoutMS"));
    }

    private static MongoCredential? Credential(string? user, string? password, string? database, ConnectionOptions options)
    {
        var source = options.Text("authSource");
        var mechanism = options.Text("authMechanism");
        if (source is { Length: 0 }) throw ConnectionString.Wrong("sets authSource to nothing");
        if (options.Text("authMechanismProperties") is not null) options.Warn("The option 'authMechanismProperties' is not used.");
        switch (mechanism)
        {
            case MongoCredential.Certificate when password is not null:
                throw ConnectionString.Wrong($"has a password, which {MongoCredential.Certificate} has no use for");
            case MongoCredential.Certificate when source is not (null or "$external"):
                throw ConnectionString.Wrong($"sets authSource, which is '$external' for {MongoCredential.Certificate}");
            case MongoCredential.Certificate:
                return new(user ?? string.Empty, string.Empty, "$external", mechanism);
            case not (null or MongoCredential.Sha1 or MongoCredential.Sha256):
                throw ConnectionString.Wrong($"sets an authMechanism that this client does not know; there are {MongoCredential.Sha256}, {MongoCredential.Sha1} and {MongoCredential.Certificate}");
            case not null when user is null:
                throw ConnectionString.Wrong("sets authMechanism and names no user");
        }

        if (user is null) return null;
        if (password is null) throw ConnectionString.Wrong("has a user without a password; write \"user:password@\"");
        return new(user, password, source ?? database ?? "admin", mechanism);
    }
}
