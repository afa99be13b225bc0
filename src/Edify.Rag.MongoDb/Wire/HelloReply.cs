using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>What a server says of itself when it is greeted.</summary>
internal sealed record HelloReply
{
    public bool IsPrimary { get; init; }

    public bool IsSecondary { get; init; }

    public bool IsArbiter { get; init; }

    public bool IsHidden { get; init; }

    /// <summary>Whether it routes to the shards of a cluster.</summary>
    public bool IsRouter { get; init; }

    /// <summary>Whether it is meant for a replica set that was not made yet.</summary>
    public bool IsGhost { get; init; }

    /// <summary>Whether it knows <c>hello</c> by that name.</summary>
    public bool KnowsHello { get; init; }

    public string? SetName { get; init; }

    public long? SetVersion { get; init; }

    /// <summary>The election that made it primary, as 24 hexadecimal digits, which grow.</summary>
    public string? ElectionId { get; init; }

    /// <summary>Its own address, as its replica set knows it.</summary>
    public string? Me { get; init; }

    public string? Primary { get; init; }

    /// <summary>All members of the set.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public int MinWireVersion { get; init; }

    public int MaxWireVersion { get; init; }

    public WireLimits Limits { get; init; } = new();

    /// <summary>How long sessions live; <see langword="null"/> when the server has none.</summary>
    public TimeSpan? SessionTimeout { get; init; }

    /// <summary>How the user may authenticate; <see langword="null"/> when the server did not say.</summary>
    public IReadOnlyList<string>? Mechanisms { get; init; }

    /// <summary>The answer to the conversation that was begun with the greeting; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Speculative { get; init; }

    /// <summary>Reads the reply.</summary>
    /// <exception cref="BsonFormatException">It is damaged.</exception>
    public static HelloReply Parse(ReadOnlyMemory<byte> reply)
    {
        var hello = new HelloReply();
        var reader = new BsonReader(reply.Span);
        while (reader.Read()) hello = With(hello, reader);
        return hello;
    }

    private static HelloReply With(HelloReply hello, BsonReader reader) => System.Text.Encoding.UTF8.GetString(reader.Name) switch
    {
        "isWritablePrimary" or "ismaster" => hello with { IsPrimary = reader.ToBoolean() },
        "secondary" => hello with { IsSecondary = reader.ToBoolean() },
        "arbiterOnly" => hello with { IsArbiter = reader.ToBoolean() },
        "hidden" => hello with { IsHidden = reader.ToBoolean() },
        "msg" => hello with { IsRouter = reader.Type is BsonType.String && reader.GetUtf8().SequenceEqual("isdbgrid"u8) },
        "isreplicaset" => hello with { IsGhost = reader.ToBoolean() },
        "helloOk" => hello with { KnowsHello = reader.ToBoolean() },
        "setName" => hello with { SetName = reader.GetString() },
        "setVersion" => hello with { SetVersion = reader.ToInt64() },
        "electionId" => hello with { ElectionId = Convert.ToHexString(reader.GetObjectId()) },
        "me" => hello with { Me = reader.GetString() },
        "primary" => hello with { Primary = reader.GetString() },
        "hosts" or "passives" or "arbiters" => hello with { Members = [.. hello.Members, .. Texts(reader)] },
        "tags" => hello with { Tags = Pairs(reader) },
        "minWireVersion" => hello with { MinWireVersion = (int)reader.ToInt64() },
        "maxWireVersion" => hello with { MaxWireVersion = (int)reader.ToInt64() },
        "maxBsonObjectSize" => hello with { Limits = hello.Limits with { MaxDocument = Limit(reader) } },
        "maxMessageSizeBytes" => hello with { Limits = hello.Limits with { MaxMessage = Math.Min(Limit(reader), BsonLimits.MaxBytes) } },
        "maxWriteBatchSize" => hello with { Limits = hello.Limits with { MaxBatch = Limit(reader) } },
        "logicalSessionTimeoutMinutes" when reader.Type is not BsonType.Null => hello with { SessionTimeout = TimeSpan.FromMinutes(Math.Clamp(reader.ToInt64(), 0, 1 << 20)) },
        "saslSupportedMechs" => hello with { Mechanisms = Texts(reader) },
        "speculativeAuthenticate" when reader.Type is BsonType.Document => hello with { Speculative = reader.Value.ToArray() },
        _ => hello,
    };

    private static int Limit(BsonReader reader) => reader.ToInt64() is var limit and > 0 and <= int.MaxValue ? (int)limit : throw new BsonFormatException("A limit of the server is none.");

    private static List<string> Texts(BsonReader reader)
    {
        var texts = new List<string>();
        var array = reader.GetDocument();
        while (array.Read()) texts.Add(array.GetString());
        return texts;
    }

    private static Dictionary<string, string> Pairs(BsonReader reader)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        var tags = reader.GetDocument();
        while (tags.Read()) pairs[tags.GetName()] = tags.Type is BsonType.String ? tags.GetString() : string.Empty;
        return pairs;
    }
}
