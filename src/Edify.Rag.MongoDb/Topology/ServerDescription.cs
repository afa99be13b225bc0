using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Topology;

/// <summary>What is known of a server.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Hello">What it said; <see langword="null"/> while it is unknown.</param>
/// <param name="RoundTrip">How long an answer takes, as a moving average.</param>
/// <param name="Error">Why it is unknown.</param>
internal sealed record ServerDescription(MongoAddress Address, ServerKind Kind, HelloReply? Hello = null, TimeSpan RoundTrip = default, Exception? Error = null)
{
    public static ServerDescription Unknown(MongoAddress address, Exception? error = null) => new(address, ServerKind.Unknown, Error: error);

    public static ServerDescription Of(MongoAddress address, HelloReply hello, TimeSpan roundTrip) => new(address, KindOf(hello), hello, roundTrip);

    /// <summary>Whether it keeps data that may be read.</summary>
    public bool HasData => Kind is ServerKind.Standalone or ServerKind.Router or ServerKind.Primary or ServerKind.Secondary;

    private static ServerKind KindOf(HelloReply hello)
    {
        if (hello.IsGhost) return ServerKind.Ghost;
        if (hello.IsRouter) return ServerKind.Router;
        if (hello.SetName is null) return ServerKind.Standalone;
        if (hello.IsHidden) return ServerKind.OtherMember;
        if (hello.IsPrimary) return ServerKind.Primary;
        return hello.IsSecondary ? ServerKind.Secondary : hello.IsArbiter ? ServerKind.Arbiter : ServerKind.OtherMember;
    }
}
