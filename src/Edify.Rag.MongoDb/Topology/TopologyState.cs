using System.Collections.Immutable;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Topology;

/// <summary>All that is known of the servers at one time; what a server says makes another state of it (server discovery and monitoring).</summary>
internal sealed record TopologyState(TopologyKind Kind, string? SetName, Election Election, ImmutableDictionary<MongoAddress, ServerDescription> Servers)
{
    private bool IsOneSeed { get; init; }

    /// <summary>What is known at the beginning.</summary>
    public static TopologyState Begin(MongoSettings settings)
    {
        var kind = settings.IsDirect ? TopologyKind.Single : settings.ReplicaSet is not null ? TopologyKind.SetWithoutPrimary : TopologyKind.Unknown;
        return new(kind, settings.ReplicaSet, default, settings.Hosts.ToImmutableDictionary(h => h, h => ServerDescription.Unknown(h))) { IsOneSeed = settings.Hosts.Count == 1 };
    }

    /// <summary>What is known after something was learnt of a server. A server that is not among those known changes nothing.</summary>
    public TopologyState Learn(ServerDescription server)
    {
        if (!Servers.ContainsKey(server.Address)) return this;
        if (Kind is TopologyKind.Single)
        {
            var isOther = SetName is not null && server.Hello is { } hello && hello.SetName != SetName;
            return With(isOther ? ServerDescription.Unknown(server.Address, new RagConfigurationException($"MongoDB at {server.Address} is not of the replica set '{SetName}' that the connection string names.")) : server);
        }

        return With(server).Place(server).Settled();
    }

    private TopologyState Place(ServerDescription server) => server.Kind switch
    {
        ServerKind.Unknown or ServerKind.Ghost => this,
        ServerKind.Standalone when Kind is TopologyKind.Unknown && IsOneSeed => this with { Kind = TopologyKind.Single },
        ServerKind.Standalone => Without(server.Address),
        ServerKind.Router when Kind is TopologyKind.Unknown or TopologyKind.Sharded => this with { Kind = TopologyKind.Sharded },
        ServerKind.Router => Without(server.Address),
        _ when Kind is TopologyKind.Sharded => Without(server.Address),
        ServerKind.Primary => PlacePrimary(server),
        _ => PlaceMember(server),
    };

    private TopologyState PlacePrimary(ServerDescription server)
    {
        var hello = server.Hello!;
        if (SetName is not null && hello.SetName != SetName) return Without(server.Address);
        if (Election.After(hello) is not { } election) return With(ServerDescription.Unknown(server.Address));

        // Only a primary's list removes members, and there is no second primary.
        var members = Members(server);
        var kept = Servers.Where(s => members.Contains(s.Key))
            .Select(s => s.Key != server.Address && s.Value.Kind is ServerKind.Primary ? ServerDescription.Unknown(s.Key) : s.Value)
            .ToImmutableDictionary(s => s.Address);
        return (this with { Kind = TopologyKind.SetWithPrimary, SetName = hello.SetName, Election = election, Servers = kept }).Add(members);
    }

    private TopologyState PlaceMember(ServerDescription server)
    {
        var hello = server.Hello!;
        if (SetName is not null && hello.SetName != SetName) return Without(server.Address);
        var known = Kind is TopologyKind.SetWithPrimary && Servers.Values.Any(s => s.Kind is ServerKind.Primary);
        var next = this with { Kind = known ? Kind : TopologyKind.SetWithoutPrimary, SetName = hello.SetName };

        // Without a primary, members name the others; with one, its word counts.
        if (!known) next = next.Add(Members(server));
        var isElsewhere = hello.Me is { } me && MongoAddress.TryParse(me, out var own) && own != server.Address;
        return isElsewhere ? next.Without(server.Address) : next;
    }

    private TopologyState Settled() => Kind is TopologyKind.SetWithPrimary or TopologyKind.SetWithoutPrimary
        ? this with { Kind = Servers.Values.Any(s => s.Kind is ServerKind.Primary) ? TopologyKind.SetWithPrimary : TopologyKind.SetWithoutPrimary }
        : this;

    private TopologyState With(ServerDescription server) => this with { Servers = Servers.SetItem(server.Address, server) };

    private TopologyState Without(MongoAddress address) => this with { Servers = Servers.Remove(address) };

    private TopologyState Add(IEnumerable<MongoAddress> members) =>
        this with { Servers = Servers.AddRange(members.Where(m => !Servers.ContainsKey(m)).Select(m => KeyValuePair.Create(m, ServerDescription.Unknown(m)))) };

    private static HashSet<MongoAddress> Members(ServerDescription server) =>
        [.. server.Hello!.Members.Select(text => MongoAddress.TryParse(text, out var address) ? address : (MongoAddress?)null).OfType<MongoAddress>()];
}
