using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Commands;

/// <summary>A command that came, with the documents that stood outside of its body put back.</summary>
/// <param name="Database">Its database.</param>
/// <param name="Body">The command.</param>
internal sealed record CommandCall(string Database, MongoDocument Body)
{
    public string Name => Body.Fields[0].Key;

    /// <summary>What the command is about, mostly a collection.</summary>
    public string Target => Body.Fields[0].Value as string ?? string.Empty;

    public List<object?> List(string name) => Body[name] as List<object?> ?? [];

    public MongoDocument Document(string name) => Body[name] as MongoDocument ?? new();

    public int Number(string name, int otherwise) => Body[name] is { } value && MongoOrder.IsNumber(value) ? (int)Math.Min(MongoOrder.Number(value), int.MaxValue) : otherwise;

    public bool Flag(string name, bool otherwise = false) => Body[name] as bool? ?? otherwise;
}
