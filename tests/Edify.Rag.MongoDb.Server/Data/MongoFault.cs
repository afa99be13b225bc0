namespace Edify.Rag.MongoDb.Server.Data;

/// <summary>A command fails with this code.</summary>
internal sealed class MongoFault(int code, string name, string message) : Exception(message)
{
    public int Code { get; } = code;

    public string Name { get; } = name;

    public IReadOnlyList<string> Labels { get; init; } = [];

    public static MongoFault BadValue(string message) => new(2, "BadValue", message);

    public static MongoFault Parse(string message) => new(9, "FailedToParse", message);
}
