using System.Buffers.Binary;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Server.Commands;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Serving;

/// <summary>What a member says of itself.</summary>
internal static class Greeting
{
    public static MongoDocument Reply(MongoDouble @double, DoubleMember member, CommandCall call, Login? login)
    {
        var options = @double.Options;
        var isPrimary = !@double.IsSet || member.IsPrimary;
        var reply = new MongoDocument(
            (call.Name == "hello" ? "isWritablePrimary" : "ismaster", isPrimary),
            ("helloOk", true),
            ("maxBsonObjectSize", 16_777_216),
            ("maxMessageSizeBytes", options.MaxMessage),
            ("maxWriteBatchSize", options.MaxBatch),
            ("localTime", new MongoDate(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())),
            ("minWireVersion", 0),
            ("maxWireVersion", options.WireVersion),
            ("readOnly", false),
            ("logicalSessionTimeoutMinutes", 30));
        if (@double.IsSet) AddSet(reply, @double, member);
        if (login is null) return reply;
        if (call.Body["saslSupportedMechs"] is string user && user == "admin." + options.User) reply["saslSupportedMechs"] = options.Mechanisms.Select(m => (object?)m).ToList();
        if (options.IsSpeculative && call.Body["speculativeAuthenticate"] is MongoDocument start && options.Mechanisms.Contains(start["mechanism"]))
        {
            var answer = login.Start(start);
            answer["ok"] = 1.0;
            reply["speculativeAuthenticate"] = answer;
        }

        return reply;
    }

    private static void AddSet(MongoDocument reply, MongoDouble @double, DoubleMember member)
    {
        reply["setName"] = @double.Options.SetName;
        reply["setVersion"] = 1;
        reply["secondary"] = !member.IsPrimary;
        reply["hosts"] = @double.Members.Select(m => (object?)m.Address).ToList();
        reply["me"] = member.Address;
        if (@double.Primary is { } primary) reply["primary"] = primary.Address;
        if (!member.IsPrimary) return;
        var id = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(id.AsSpan(8), @double.Elections);
        reply["electionId"] = new MongoBytes(BsonType.ObjectId, id);
    }
}
