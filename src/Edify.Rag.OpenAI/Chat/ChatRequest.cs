using System.ClientModel;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>Writes the body of a request.</summary>
internal static class ChatRequest
{
    /// <exception cref="ArgumentException">A message holds what is neither text nor about tools.</exception>
    public static BinaryContent Write(OpenAIChatOptions settings, IEnumerable<ChatMessage> messages, ChatOptions? options, bool streams)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("model", options?.ModelId ?? settings.Model);
            ChatMessages.Write(json, messages, options?.Instructions);
            if (streams)
            {
                json.WriteBoolean("stream", true);
                if (settings.StreamUsage)
                {
                    json.WriteStartObject("stream_options");
                    json.WriteBoolean("include_usage", true);
                    json.WriteEndObject();
                }
            }

            WriteOptions(json, settings, options);
            json.WriteEndObject();
        }

        return BinaryContent.Create(BinaryData.FromBytes(body.ToArray()));
    }

    private static void WriteOptions(Utf8JsonWriter json, OpenAIChatOptions settings, ChatOptions? options)
    {
        if ((options?.MaxOutputTokens ?? settings.MaxOutputTokens) is { } most) json.WriteNumber(settings.TokenLimitName, most);
        if ((options?.Temperature ?? settings.Temperature) is { } temperature) json.WriteNumber("temperature", temperature);
        if (options is null) return;
        if (options.TopP is { } top) json.WriteNumber("top_p", top);
        if (options.FrequencyPenalty is { } frequency) json.WriteNumber("frequency_penalty", frequency);
        if (options.PresencePenalty is { } presence) json.WriteNumber("presence_penalty", presence);
        if (options.Seed is { } seed) json.WriteNumber("seed", seed);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop");
            foreach (var stop in stops) json.WriteStringValue(stop);
            json.WriteEndArray();
        }

        if (options.ResponseFormat is ChatResponseFormatJson format) WriteFormat(json, format);
        if (options.Tools is { Count: > 0 } tools) WriteTools(json, tools, options.ToolMode);
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatResponseFormatJson format)
    {
        json.WriteStartObject("response_format");
        if (format.Schema is not { } schema)
        {
            json.WriteString("type", "json_object");
        }
        else
        {
            json.WriteString("type", "json_schema");
            json.WriteStartObject("json_schema");
            json.WriteString("name", format.SchemaName ?? "answer");
            json.WritePropertyName("schema");
            schema.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, IList<AITool> tools, ChatToolMode? mode)
    {
        json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            if (tool is not AIFunctionDeclaration function) throw new ArgumentException($"The tool '{tool.Name}' is no function, and only functions can be offered to the model.", nameof(tools));
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", function.Name);
            json.WriteString("description", function.Description);
            json.WritePropertyName("parameters");
            function.JsonSchema.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (mode is NoneChatToolMode) json.WriteString("tool_choice", "none");
        if (mode is not RequiredChatToolMode required) return;
        if (required.RequiredFunctionName is not { } name)
        {
            json.WriteString("tool_choice", "required");
            return;
        }

        json.WriteStartObject("tool_choice");
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
