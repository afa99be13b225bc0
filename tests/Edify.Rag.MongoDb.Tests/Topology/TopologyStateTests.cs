using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Topology;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Tests.Topology;

public sealed class TopologyStateTests
{
    private static readonly MongoAddress A = new("a", 27017), B = new("b", 27017), C = new("c", 27017);

    [Fact]
    public void A_single_seed_that_is_alone_is_the_topology() =>
        Assert.Equal(TopologyKind.Single, Begin("mongodb://a").Learn(Server(A, new())).Kind);

    [Fact]
    public void One_of_several_seeds_that_is_alone_is_left_out()
    {
        var state = Begin("mongodb://a,b").Learn(Server(A, new()));
        Assert.Equal(TopologyKind.Unknown, state.Kind);
        Assert.Equal([B], state.Servers.Keys);
    }

    [Fact]
    public void A_member_names_the_others_and_the_primary_decides_who_belongs()
    {
        var state = Begin("mongodb://a").Learn(Secondary(A, "a", "b", "x"));
        Assert.Equal(TopologyKind.SetWithoutPrimary, state.Kind);
        Assert.Equal(3, state.Servers.Count);

        state = state.Learn(Primary(B, 1, "a", "b", "c"));
        Assert.Equal(TopologyKind.SetWithPrimary, state.Kind);
        Assert.Equal([A, B, C], state.Servers.Keys.OrderBy(k => k.Host));
    }

    [Fact]
    public void A_new_primary_takes_the_place_of_the_old_one()
    {
        var state = Begin("mongodb://a,b").Learn(Primary(A, 1, "a", "b")).Learn(Primary(B, 2, "a", "b"));
        Assert.Equal((ServerKind.Unknown, ServerKind.Primary), (state.Servers[A].Kind, state.Servers[B].Kind));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(13)]
    public void An_old_primary_that_has_not_heard_of_the_new_one_is_not_believed(int wireVersion)
    {
        var state = Begin("mongodb://a,b").Learn(Primary(B, 2, wireVersion, "a", "b")).Learn(Primary(A, 1, wireVersion, "a", "b"));
        Assert.Equal((ServerKind.Unknown, ServerKind.Primary), (state.Servers[A].Kind, state.Servers[B].Kind));
    }

    [Fact]
    public void A_primary_that_is_lost_leaves_the_set_without_one()
    {
        var state = Begin("mongodb://a,b").Learn(Primary(A, 1, "a", "b")).Learn(ServerDescription.Unknown(A));
        Assert.Equal(TopologyKind.SetWithoutPrimary, state.Kind);
        Assert.Equal(2, state.Servers.Count);
    }

    [Fact]
    public void A_server_of_another_set_is_left_out()
    {
        var state = Begin("mongodb://a,b/?replicaSet=rs0").Learn(Server(A, new() { SetName = "rs1", IsPrimary = true, Members = ["a:27017"] }));
        Assert.Equal([B], state.Servers.Keys);
    }

    [Fact]
    public void A_member_that_calls_itself_otherwise_is_left_out()
    {
        var state = Begin("mongodb://a").Learn(Server(A, new() { SetName = "rs0", IsSecondary = true, Me = "b:27017", Members = ["b:27017"] }));
        Assert.Equal([B], state.Servers.Keys);
    }

    [Fact]
    public void Routers_make_a_cluster_and_others_are_left_out()
    {
        var state = Begin("mongodb://a,b").Learn(Server(A, new() { IsRouter = true })).Learn(Secondary(B, "b"));
        Assert.Equal((TopologyKind.Sharded, 1), (state.Kind, state.Servers.Count));
    }

    [Fact]
    public void A_server_that_is_named_directly_is_taken_for_what_it_is()
    {
        var state = Begin("mongodb://a/?directConnection=true").Learn(Secondary(A, "a", "b"));
        Assert.Equal((TopologyKind.Single, ServerKind.Secondary, 1), (state.Kind, state.Servers[A].Kind, state.Servers.Count));
    }

    [Fact]
    public void What_is_said_of_servers_that_are_gone_changes_nothing()
    {
        var state = Begin("mongodb://a,b").Learn(Primary(A, 1, "a"));
        Assert.Same(state, state.Learn(Primary(B, 9, "b")));
    }

    [Theory]
    [InlineData("Primary", "", "a")]
    [InlineData("Secondary", "", "b c")]
    [InlineData("SecondaryPreferred", "", "b c")]
    [InlineData("PrimaryPreferred", "", "a")]
    [InlineData("Nearest", "", "a b c")]
    [InlineData("Secondary", "east", "c")]
    [InlineData("SecondaryPreferred", "west", "a")]
    public void Reads_go_where_the_preference_says(string mode, string place, string expected)
    {
        var state = Begin("mongodb://a").Learn(Primary(A, 1, "a", "b", "c")).Learn(Secondary(B, "b"));
        var east = Secondary(C, "c");
        state = state.Learn(east with { Hello = east.Hello! with { Tags = new Dictionary<string, string> { ["dc"] = "east" } } });
        IReadOnlyDictionary<string, string>[] tags = place.Length == 0 ? [] : [new Dictionary<string, string> { ["dc"] = place }];

        var chosen = ServerChoice.Among(state, new(Enum.Parse<ReadMode>(mode), tags), TimeSpan.FromMilliseconds(15));

        Assert.Equal(expected, string.Join(' ', chosen.Select(s => s.Address.Host).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Servers_that_are_farther_away_are_not_chosen()
    {
        var state = Begin("mongodb://a").Learn(Primary(A, 1, "a", "b", "c") with { RoundTrip = TimeSpan.FromMilliseconds(30) })
            .Learn(Secondary(B, "b") with { RoundTrip = TimeSpan.FromMilliseconds(10) }).Learn(Secondary(C, "c") with { RoundTrip = TimeSpan.FromMilliseconds(25) });

        Assert.Equal([B, C], ServerChoice.Among(state, new(ReadMode.Nearest, []), TimeSpan.FromMilliseconds(15)).Select(s => s.Address).OrderBy(a => a.Host));
    }

    private static TopologyState Begin(string text) => TopologyState.Begin(ConnectionString.Parse(text));

    private static ServerDescription Server(MongoAddress address, HelloReply hello) => ServerDescription.Of(address, hello, TimeSpan.FromMilliseconds(1));

    private static ServerDescription Secondary(MongoAddress address, params string[] members) =>
        Server(address, new() { SetName = "rs0", IsSecondary = true, Members = [.. members.Select(m => m + ":27017")] });

    private static ServerDescription Primary(MongoAddress address, int election, params string[] members) => Primary(address, election, 21, members);

    private static ServerDescription Primary(MongoAddress address, int election, int wireVersion, params string[] members) => Server(address, new()
    {
        SetName = "rs0",
        SetVersion = 1,
        IsPrimary = true,
        ElectionId = election.ToString("X24", System.Globalization.CultureInfo.InvariantCulture),
        MaxWireVersion = wireVersion,
        Members = [.. members.Select(m => m + ":27017")],
    });
}
