using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>Takes words out of the contents of messages, and puts them back: texts, thoughts, and what tools are given and give.</summary>
/// <remarks>Images and files go as they are: what they show is not read.</remarks>
internal static class ContentRedaction
{
    public static void Reserve(ChatMessage message, RedactionMap map)
    {
        foreach (var content in message.Contents) _ = Changed(content, text => Reserved(text, map));
    }

    /// <summary>A message of the same contents; what a client keeps of its own beside them is left behind, since it may hold the words.</summary>
    public static ChatMessage Redact(ChatMessage message, RedactionMap map) => new(message.Role, [.. message.Contents.Select(content => Changed(content, map.Redact))])
    {
        MessageId = message.MessageId,
        CreatedAt = message.CreatedAt,
        AuthorName = message.AuthorName is { } author && ReferenceEquals(map.Redact(author), author) ? author : null,
    };

    public static IList<AIContent> Restore(IList<AIContent> contents, RedactionMap map) => [.. contents.Select(content => Changed(content, map.Restore))];

    private static AIContent Changed(AIContent content, Func<string, string> change) => content switch
    {
        TextContent text => new TextContent(change(text.Text)) { Annotations = text.Annotations, AdditionalProperties = text.AdditionalProperties },
        TextReasoningContent thought => new TextReasoningContent(change(thought.Text)) { ProtectedData = thought.ProtectedData, AdditionalProperties = thought.AdditionalProperties },
        FunctionCallContent call => new FunctionCallContent(call.CallId, call.Name, call.Arguments?.ToDictionary(a => a.Key, a => Changed(a.Value, change))) { AdditionalProperties = call.AdditionalProperties },
        FunctionResultContent result => new FunctionResultContent(result.CallId, Changed(result.Result, change)) { AdditionalProperties = result.AdditionalProperties },
        _ => content,
    };

    // What is neither text nor JSON would be written as JSON by the client, past this; its text goes instead.
    private static object? Changed(object? value, Func<string, string> change) => value switch
    {
        null or bool or int or long or double or decimal => value,
        string text => change(text),
        JsonElement element => Changed(JsonNode.Parse(element.GetRawText()), change),
        JsonNode node => Changed(node.DeepClone(), change),
        _ => change(value.ToString() ?? string.Empty),
    };

    private static JsonNode? Changed(JsonNode? node, Func<string, string> change)
    {
        switch (node)
        {
            case JsonObject members:
                var made = new JsonObject();
                foreach (var (key, value) in members) made[key] = Changed(value?.DeepClone(), change);
                return made;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Changed(item?.DeepClone(), change))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(change(value.GetValue<string>()));
            default:
                return node;
        }
    }

    private static string Reserved(string text, RedactionMap map)
    {
        map.Reserve(text);
        return text;
    }
}
