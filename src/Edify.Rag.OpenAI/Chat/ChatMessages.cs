using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>Writes the messages of a request.</summary>
internal static class ChatMessages
{
    /// <exception cref="ArgumentException">A message holds what is neither text nor about tools.</exception>
    public static void Write(Utf8JsonWriter json, IEnumerable<ChatMessage> messages, string? instructions)
    {
        json.WriteStartArray("messages");
        if (instructions is { Length: > 0 }) WriteText(json, "system", instructions);
        foreach (var message in messages)
        {
            RefuseWhatCannotBeSent(message);
            var results = message.Contents.OfType<FunctionResultContent>().ToList();
            foreach (var result in results) WriteResult(json, result);
            var calls = message.Contents.OfType<FunctionCallContent>().ToList();
            if (calls.Count > 0) WriteCalls(json, message.Text, calls);
            else if (results.Count == 0) WriteText(json, message.Role.Value, message.Text);
        }

        json.WriteEndArray();
    }

    private static void RefuseWhatCannotBeSent(ChatMessage message)
    {
        var other = message.Contents.FirstOrDefault(content => content is not (TextContent or TextReasoningContent or FunctionCallContent or FunctionResultContent or UsageContent));
        if (other is not null) throw new ArgumentException($"A message holds {other.GetType().Name}; text and calls of tools can be sent.", nameof(message));
    }

    private static void WriteText(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", result.CallId);
        json.WriteString("content", ToolJson.OfResult(result.Result));
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, string text, List<FunctionCallContent> calls)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        if (text.Length > 0) json.WriteString("content", text);
        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.CallId);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", ToolJson.OfArguments(call.Arguments));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
