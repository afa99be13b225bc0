using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Shared.Tasks;

/// <summary>Tasks as JSON, in which every store keeps them.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredTask))]
internal sealed partial class TaskJson : JsonSerializerContext
{
    private static TaskJson Plain => Made.Plain;

    public static string Write(StoredTask task) => JsonSerializer.Serialize(task, Plain.StoredTask);

    /// <exception cref="JsonException">It is of another version.</exception>
    public static StoredTask Read(string json) => JsonSerializer.Deserialize(json, Plain.StoredTask) ?? throw new JsonException("The task is null.");

    /// <exception cref="JsonException">It is of another version.</exception>
    public static StoredTask Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Plain.StoredTask) ?? throw new JsonException("The task is null.");

    // Of a class of its own: within this one, nothing says that the default is made before.
    private static class Made
    {
        public static readonly TaskJson Plain = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
