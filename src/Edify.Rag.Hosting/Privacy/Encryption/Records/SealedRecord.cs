using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Hosting.Privacy.Encryption.Records;

/// <summary>What of a record is encrypted, in one piece.</summary>
/// <param name="Text">The passage.</param>
/// <param name="Single">Fields with one text.</param>
/// <param name="Several">Fields with several.</param>
internal sealed record SealedRecord(string Text, Dictionary<string, string>? Single, Dictionary<string, string[]>? Several);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SealedRecord))]
internal sealed partial class SealedRecordJson : JsonSerializerContext
{
    /// <summary>Texts as they are: nobody shows these bytes as HTML.</summary>
    public static SealedRecordJson Plain => Made.Plain;

    private static class Made
    {
        public static readonly SealedRecordJson Plain = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
