using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>Reads what servers write, in the variants that they do it.</summary>
internal static class ChatJson
{
    /// <summary>A member; <see langword="null"/> where it is missing or null.</summary>
    public static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null ? member : null;

    public static string? String(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>Text that is a string, or a list of parts with texts.</summary>
    public static string? Text(JsonElement json, string name) => Member(json, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(part => String(part, "text"))),
        _ => null,
    };

    public static IEnumerable<JsonElement> List(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : Enumerable.Empty<JsonElement>();

    public static long? Number(JsonElement json, string name) =>
        Member(json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static UsageDetails? Usage(JsonElement json)
    {
        if (Member(json, "usage") is not { } usage) return null;
        return new()
        {
            InputTokenCount = Number(usage, "prompt_tokens"),
            OutputTokenCount = Number(usage, "completion_tokens"),
            TotalTokenCount = Number(usage, "total_tokens"),
            CachedInputTokenCount = Member(usage, "prompt_tokens_details") is { } input ? Number(input, "cached_tokens") : null,
            ReasoningTokenCount = Member(usage, "completion_tokens_details") is { } output ? Number(output, "reasoning_tokens") : null,
        };
    }

    public static ChatFinishReason? Finish(JsonElement choice) => String(choice, "finish_reason") switch
    {
        null or "" => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        { } other => new ChatFinishReason(other),
    };

    /// <summary>What a message or a part of one says, tools excepted.</summary>
    public static IEnumerable<AIContent> Contents(JsonElement message)
    {
        if ((Text(message, "reasoning_content") ?? Text(message, "reasoning")) is { Length: > 0 } thought) yield return new TextReasoningContent(thought);
        if (Text(message, "content") is { Length: > 0 } text) yield return new TextContent(text);
        if (Text(message, "refusal") is { Length: > 0 } refusal) yield return new TextContent(refusal);
    }

    public static DateTimeOffset? Created(JsonElement json) =>
        Number(json, "created") is { } seconds and > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
