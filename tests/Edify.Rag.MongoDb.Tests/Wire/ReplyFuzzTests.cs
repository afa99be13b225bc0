using System.Buffers.Binary;
using Edify.Rag.MongoDb.Authentication;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Client;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;
using Edify.Rag.MongoDb.Tests.Bson;
using Edify.Rag.MongoDb.Tests.Client;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Tests.Wire;

/// <summary>Damaged replies, by the way that replies take: off the stream, through the connection, to those who read them.</summary>
public sealed class ReplyFuzzTests
{
    // A message that announces more is read on as its bytes come.
    private const int TakenAhead = 256 * 1024;

    private static readonly byte[] Find = MongoText.Write(new(("find", "items"), ("filter", new MongoDocument())));
    private static readonly CommandTraits FindTraits = CommandTraits.Of(Find);

    // Which of the replies says that the command failed.
    private const int Failure = 3;

    private static readonly byte[][] Replies =
    [
        Reply(new(("ok", 1.0), ("cursor", new MongoDocument(("id", 77L), ("ns", "school.items"), ("firstBatch", new List<object?> { new MongoDocument(("_id", 1), ("name", "Anna")), new MongoDocument() }))))),
        Reply(new(("n", 2), ("nModified", 1), ("ok", 1.0), ("upserted", new List<object?> { new MongoDocument(("index", 0), ("_id", 5)) }))),
        Reply(new(("n", 0), ("ok", 1.0), ("errorLabels", new List<object?> { "RetryableWriteError" }), ("writeErrors", new List<object?> { new MongoDocument(("index", 0), ("code", 11000), ("errmsg", "E11000 duplicate key error")) }))),
        Reply(new(("ok", 0.0), ("errmsg", "not primary"), ("code", 10107), ("codeName", "NotWritablePrimary"), ("errorLabels", new List<object?> { "TransientTransactionError" }))),
        Reply(new(
            ("isWritablePrimary", true), ("setName", "rs"), ("setVersion", 3), ("me", "a:1"), ("hosts", new List<object?> { "a:1", "b:2" }), ("tags", new MongoDocument(("dc", "east"))),
            ("minWireVersion", 0), ("maxWireVersion", 25), ("maxBsonObjectSize", 16777216), ("maxMessageSizeBytes", 48000000), ("maxWriteBatchSize", 100000),
            ("logicalSessionTimeoutMinutes", 30), ("saslSupportedMechs", new List<object?> { "SCRAM-SHA-256" }), ("ok", 1.0))),
        Reply(new(("conversationId", 1), ("done", false), ("payload", new MongoBytes(BsonType.Binary, [4, 0, 0, 0, 0, 114, 61, 97, 98])), ("ok", 1.0))),
    ];

    [Fact]
    public void Sound_replies_are_read() => Assert.All(Replies.Where((_, i) => i != Failure), Read);

    [Fact]
    public void Damaged_replies_are_read_or_refused() => Fuzz(60_000, 20261122);

    [Fact, Trait("Lane", "slow")]
    public void A_million_replies_damaged_anew_are_read_or_refused() => Fuzz(1_000_000, Random.Shared.Next());

    [Fact]
    public async Task A_reply_that_makes_no_sense_to_who_reads_it_is_an_error_of_the_client()
    {
        await using var server = new MongoDouble();
        await using var client = new TestClient(server, "retryReads=false");
        var senseless = MongoText.Write(new(("ok", 1.0), ("cursor", new MongoDocument(("id", "none"), ("firstBatch", new List<object?>())))));
        server.Fault("find", new DoubleFault.Corrupt(message => Message(BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(8)), senseless)));

        await Assert.ThrowsAsync<MongoConnectionException>(() => client.RunAsync(new(("find", "items"))));
        Assert.Equal(1.0, (await client.PingAsync())["ok"]);
    }

    private static void Fuzz(int cases, int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < cases; i++)
        {
            var damaged = Damage.Of(Replies[random.Next(Replies.Length)], Replies[random.Next(Replies.Length)], random);
            // What the connection looks at first is right as often as not, so that the rest is looked at, too.
            if (damaged.Length >= MessageHeader.Size && random.Next(4) != 0) Replies[0].AsSpan(8, 8).CopyTo(damaged.AsSpan(8));
            if (!Fuzzing.Reads(damaged, Read, e => e is MongoException or BsonFormatException, TakenAhead)) refused++;
        }

        Assert.InRange(refused, cases / 10, cases - 1);
    }

    private static void Read(byte[] bytes)
    {
        using var connection = new MongoConnection(new Answer(bytes), new("127.0.0.1", 1), null, TimeProvider.System);
        var running = connection.RunAsync(Find, new("school"), default).AsTask();
        // All bytes are there, so nothing waits and nothing goes to another thread.
        Assert.True(running.IsCompleted);
        var reply = running.GetAwaiter().GetResult();

        BsonValidation.Check(reply.Span);
        ServerReplies.WriteFailureOf(reply.Span);
        HelloReply.Parse(reply);
        SaslReply.Parse(reply.Span);
        new CursorHomes().Note(FindTraits, connection.Address, reply.Span);
    }

    private static byte[] Reply(MongoDocument document) => Message(1, MongoText.Write(document));

    private static byte[] Message(int responseTo, byte[] body)
    {
        var bytes = new byte[MessageHeader.Size + sizeof(uint) + 1 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 99);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), responseTo);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), MessageHeader.OpMsg);
        body.CopyTo(bytes, MessageHeader.Size + sizeof(uint) + 1);
        return bytes;
    }

    /// <summary>Takes every question and answers it by the same bytes.</summary>
    private sealed class Answer(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanWrite => true;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
    }
}
