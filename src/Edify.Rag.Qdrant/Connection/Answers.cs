using System.Text.Json;

namespace Edify.Rag.Qdrant.Connection;

/// <summary>Reads answers that are small.</summary>
internal static class Answers
{
    /// <summary>Reads what stands in <c>result</c>.</summary>
    public static Func<ReadOnlyMemory<byte>, T> Result<T>(Func<JsonElement, T> read) => body =>
    {
        using var document = JsonDocument.Parse(body);
        return read(document.RootElement.GetProperty("result"));
    };

    /// <summary>A yes or no.</summary>
    public static bool Flag(ReadOnlyMemory<byte> body) => Result(result => result.GetBoolean())(body);

    /// <summary>Nothing but that it is JSON.</summary>
    public static bool Any(ReadOnlyMemory<byte> body) => Result(_ => true)(body);

    /// <summary>A number of records.</summary>
    public static long Count(ReadOnlyMemory<byte> body) => Result(result => result.GetProperty("count").GetInt64())(body);

    /// <summary>What has become of a change: whether it is made, so that every search sees it.</summary>
    public static bool IsCompleted(ReadOnlyMemory<byte> body) => Result(result => result.GetProperty("status").ValueEquals("completed"))(body);
}
