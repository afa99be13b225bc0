using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Anthropic.Chat;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ErrorJson : JsonSerializerContext;
