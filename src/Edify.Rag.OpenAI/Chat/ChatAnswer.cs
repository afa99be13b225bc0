using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>Reads an answer that came whole.</summary>
internal static class ChatAnswer
{
    /// <exception cref="JsonException">It is no JSON, or breaks off.</exception>
    /// <exception cref="FormatException">It is no answer to a chat.</exception>
    public static ChatResponse Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement;
        var choice = ChatJson.List(json, "choices").FirstOrDefault();
        if (ChatJson.Member(choice, "message") is not { } message) throw new FormatException("its answer has no message");
        List<AIContent> contents = [.. ChatJson.Contents(message)];
        foreach (var call in ChatJson.List(message, "tool_calls"))
        {
            if (ChatJson.Member(call, "function") is { } function && ChatJson.String(function, "name") is { Length: > 0 } name)
                contents.Add(ToolJson.Call(ChatJson.String(call, "id") ?? name, name, ChatJson.String(function, "arguments") ?? string.Empty));
        }

        var id = ChatJson.String(json, "id");
        return new(new ChatMessage(ChatRole.Assistant, contents) { MessageId = id })
        {
            ResponseId = id,
            ModelId = ChatJson.String(json, "model"),
            CreatedAt = ChatJson.Created(json),
            FinishReason = ChatJson.Finish(choice),
            Usage = ChatJson.Usage(json),
        };
    }
}
