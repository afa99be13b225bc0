using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>Arguments and results of tools, as JSON.</summary>
internal static class ToolJson
{
    // Tokens are paid for, and indents are tokens.
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    private static readonly JsonTypeInfo<IDictionary<string, object?>> Arguments = (JsonTypeInfo<IDictionary<string, object?>>)Compact.GetTypeInfo(typeof(IDictionary<string, object?>));

    private static readonly JsonTypeInfo<object> Anything = (JsonTypeInfo<object>)Compact.GetTypeInfo(typeof(object));

    public static string OfArguments(IDictionary<string, object?>? arguments) => arguments is null ? "{}" : JsonSerializer.Serialize(arguments, Arguments);

    public static string OfResult(object? result) => result switch
    {
        null => string.Empty,
        string text => text,
        _ => JsonSerializer.Serialize(result, Anything),
    };

    /// <summary>A call as a model wrote it; arguments that are no JSON are told by the content's exception.</summary>
    public static FunctionCallContent Call(string id, string name, string arguments) => FunctionCallContent.CreateFromParsedArguments(
        arguments.Length == 0 ? "{}" : arguments, id, name, static json => JsonSerializer.Deserialize(json, Arguments)!);
}
