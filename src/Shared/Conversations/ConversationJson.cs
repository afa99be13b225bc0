using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Shared.Conversations;

/// <summary>Turns, summaries and feedback as JSON, in which every store keeps them.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConversationTurn))]
[JsonSerializable(typeof(ConversationSummary))]
[JsonSerializable(typeof(AnswerFeedback))]
internal sealed partial class ConversationJson : JsonSerializerContext
{
    /// <summary>Texts as they are: nobody shows these bytes as HTML, and escapes would double what is written in most scripts.</summary>
    public static ConversationJson Plain => Made.Plain;

    // Of a class of its own: within this one, nothing says that the default is made before.
    private static class Made
    {
        public static readonly ConversationJson Plain = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
