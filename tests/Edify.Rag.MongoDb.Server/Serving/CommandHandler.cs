using Edify.Rag.MongoDb.Server.Commands;
using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Serving;

/// <summary>Answers the commands of one connection.</summary>
internal sealed class CommandHandler(MongoDouble @double, DoubleMember member)
{
    private readonly Login? _login = @double.Options.User is null ? null : new(@double.Options);

    /// <exception cref="MongoFault">The command fails.</exception>
    public MongoDocument Run(CommandCall call)
    {
        switch (call.Name)
        {
            case "hello" or "isMaster" or "ismaster": return Greeting.Reply(@double, member, call, _login);
            case "saslStart": return (_login ?? throw NoUsers()).Start(call.Body);
            case "saslContinue": return (_login ?? throw NoUsers()).Continue(call.Body);
        }

        @double.Calls.Enqueue(call);
        if (_login is { IsDone: false }) throw new MongoFault(13, "Unauthorized", $"command {call.Name} requires authentication");
        return call.Name switch
        {
            "ping" or "endSessions" or "abortTransaction" => new(),
            "buildInfo" or "buildinfo" => new(("version", "7.0.0"), ("versionArray", new List<object?> { 7, 0, 0, 0 }), ("maxBsonObjectSize", 16_777_216)),
            "listDatabases" => new(("databases", new List<object?>()), ("totalSize", 0L)),
            _ => @double.Locked(data => WithData(call, data)),
        };
    }

    private MongoDocument WithData(CommandCall call, MongoData data)
    {
        var isWrite = call.Name is "insert" or "update" or "delete" or "findAndModify" or "create" or "createIndexes" or "dropIndexes" or "drop" or "dropDatabase"
            or "createSearchIndexes" or "updateSearchIndex" or "dropSearchIndex";
        if (@double.IsSet && !member.IsPrimary)
        {
            if (isWrite) throw new MongoFault(10107, "NotWritablePrimary", "not primary") { Labels = call.Body.Has("txnNumber") ? ["RetryableWriteError"] : [] };
            if (call.Document("$readPreference")["mode"] is null or "primary" && call.Name != "getMore") throw new MongoFault(13435, "NotPrimaryNoSecondaryOk", "not primary and secondaryOk=false");
        }

        // Servers before 8.3 have no such operator, and say so when they read the pipeline.
        if (call.Name == "aggregate" && @double.Options.WireVersion < DoubleOptions.ComparesVectors && Mentions(call.Body["pipeline"], "$similarityDotProduct"))
            throw new MongoFault(168, "InvalidPipelineOperator", "Unrecognized expression '$similarityDotProduct'");
        if (call.Body.Has("txnNumber") && !@double.IsSet) throw new MongoFault(20, "IllegalOperation", "Transaction numbers are only allowed on a replica set member or mongos");
        return new WriteCommands(data).Run(call) ?? new DataCommands(data, @double.Options.HasSearch).Run(call) ?? throw new MongoFault(59, "CommandNotFound", $"no such command: '{call.Name}'");
    }

    private static bool Mentions(object? value, string name) => value switch
    {
        MongoDocument document => document.Fields.Any(f => f.Key == name || Mentions(f.Value, name)),
        List<object?> list => list.Any(item => Mentions(item, name)),
        _ => false,
    };

    private static MongoFault NoUsers() => new(18, "AuthenticationFailed", "Authentication failed.");
}
