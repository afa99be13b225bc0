using System.Collections.Frozen;
using Amazon.S3.Model;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.S3;

/// <summary>User metadata between the contract's form and that of S3's headers.</summary>
internal static class S3Metadata
{
    private const string Prefix = "x-amz-meta-";

    /// <summary>The metadata as headers hold it: keys in lower case, values in ASCII.</summary>
    /// <exception cref="ArgumentException">A key cannot stand in a header, two differ by case alone, or a value is no Unicode.</exception>
    public static Dictionary<string, string> Encode(IReadOnlyDictionary<string, string> metadata)
    {
        var headers = new Dictionary<string, string>(metadata.Count);
        foreach (var (key, value) in metadata)
        {
            if (key.Length == 0 || !key.All(IsTokenCharacter))
                throw new ArgumentException($"'{key}' cannot be a key of metadata in S3: it may hold ASCII letters, digits and !#$%&'*+-.^_`|~ only.", nameof(metadata));
            if (!Utf16.IsWellFormed(value))
                throw new ArgumentException($"The metadata '{key}' cannot be stored: its value contains half of a surrogate pair.", nameof(metadata));
            if (!headers.TryAdd(key.ToLowerInvariant(), EncodedWords.Encode(value)))
                throw new ArgumentException($"The metadata has the key '{key}' twice; S3 does not tell upper and lower case apart.", nameof(metadata));
        }

        return headers;
    }

    public static void AddTo(MetadataCollection target, Dictionary<string, string> headers)
    {
        foreach (var (key, value) in headers) target.Add(key, value);
    }

    public static FrozenDictionary<string, string> Decode(MetadataCollection headers) =>
        headers.Keys.ToFrozenDictionary(key => Name(key), key => EncodedWords.Decode(headers[key] ?? string.Empty));

    private static string Name(string key) =>
        (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? key[Prefix.Length..] : key).ToLowerInvariant();

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
