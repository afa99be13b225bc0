using System.Text;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>A command's first element tells what it is.</summary>
internal static class CommandName
{
    /// <summary>The name of a command.</summary>
    /// <exception cref="BsonFormatException">The bytes are no command.</exception>
    public static string Of(ReadOnlySpan<byte> command)
    {
        var reader = new BsonReader(command);
        return reader.Read() ? Encoding.UTF8.GetString(reader.Name) : throw new BsonFormatException("A command has no elements.");
    }

    /// <summary>The field of a write whose documents may stand outside of the body; empty for other commands.</summary>
    public static ReadOnlySpan<byte> SequenceOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("insert"u8) ? "documents"u8 : name.SequenceEqual("update"u8) ? "updates"u8 : name.SequenceEqual("delete"u8) ? "deletes"u8 : default;
}
