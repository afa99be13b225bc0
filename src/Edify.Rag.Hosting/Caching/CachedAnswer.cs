using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Hosting.Caching;

/// <summary>An answer as it is kept, with what it must only be served under.</summary>
/// <param name="Key">The key it was stored by: an entry that a cache returns for another key is no answer.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Scope">Fingerprint of the access scope.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Sources">What was shown as sources before the text.</param>
/// <param name="Answer">The answer, of no conversation.</param>
internal sealed record CachedAnswer(string Key, string Tenant, string Scope, DateTimeOffset MadeAt, IReadOnlyList<Citation> Sources, Answer Answer)
{
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, CacheJson.Plain.CachedAnswer);

    /// <summary>The entry; <see langword="null"/> when these bytes are none.</summary>
    public static CachedAnswer? Decode(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, CacheJson.Plain.CachedAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CachedAnswer))]
[JsonSerializable(typeof(List<AskedBefore>))]
internal sealed partial class CacheJson : JsonSerializerContext
{
    /// <summary>Texts as they are: escapes would double what is written in most scripts.</summary>
    public static CacheJson Plain => Made.Plain;

    // Of a class of its own: within this one, nothing says that the default is made before.
    private static class Made
    {
        public static readonly CacheJson Plain = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
