namespace Edify.Rag.MongoDb.Settings;

/// <summary>What a connection string says.</summary>
internal sealed record MongoSettings
{
    /// <summary>The servers that are asked first; none yet where DNS knows them.</summary>
    public required IReadOnlyList<MongoAddress> Hosts { get; init; }

    /// <summary>The host whose SRV record names the servers; <see langword="null"/> for a list of hosts.</summary>
    public string? SrvHost { get; init; }

    public string SrvService { get; init; } = "mongodb";

    /// <summary>How many of the servers that DNS names are taken, at random; 0 for all.</summary>
    public int SrvMaxHosts { get; init; }

    /// <summary>The database of the string; <see langword="null"/> when it names none.</summary>
    public string? Database { get; init; }

    public MongoCredential? Credential { get; init; }

    public string? ReplicaSet { get; init; }

    /// <summary>Whether the one server is taken for what it is, instead of asked for its replica set.</summary>
    public bool IsDirect { get; init; }

    public TlsSettings? Tls { get; init; }

    public string? ApplicationName { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a reply may take; <see langword="null"/> for as long as it takes.</summary>
    public TimeSpan? SocketTimeout { get; init; }

    public TimeSpan SelectionTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much slower than the fastest a member may be that is chosen.</summary>
    public TimeSpan LatencyWindow { get; init; } = TimeSpan.FromMilliseconds(15);

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    public int MaxPoolSize { get; init; } = 100;

    public int MinPoolSize { get; init; }

    /// <summary>How many connections to a server are made at the same time.</summary>
    public int MaxConnecting { get; init; } = 2;

    /// <summary>How long an unused connection is kept; <see langword="null"/> for good.</summary>
    public TimeSpan? MaxIdleTime { get; init; }

    /// <summary>How long to wait for a connection of the pool; <see langword="null"/> for as long as for the choice of a server.</summary>
    public TimeSpan? WaitQueueTimeout { get; init; }

    public bool RetriesWrites { get; init; } = true;

    public bool RetriesReads { get; init; } = true;

    public ReadPreference ReadPreference { get; init; } = ReadPreference.Primary;

    public string? ReadConcern { get; init; }

    public WriteConcern WriteConcern { get; init; } = new();

    /// <summary>What in the string was not understood and is not used; sentences without values.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The servers, without secrets.</summary>
    public override string ToString() => SrvHost ?? string.Join(',', Hosts);
}
