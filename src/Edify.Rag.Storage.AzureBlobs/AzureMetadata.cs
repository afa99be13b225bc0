using System.Buffers;
using System.Collections.Frozen;
using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>User metadata as Azure keeps it: headers, whose names are identifiers and whose values are printable ASCII.</summary>
/// <remarks>A value that no header carries as it is is written as <see cref="EncodedWords"/>, and decoded when it is read.</remarks>
internal static class AzureMetadata
{
    private const int MaxLength = 8 * 1024;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Metadata for an upload: lower-case keys, values that a header carries.</summary>
    /// <exception cref="ArgumentException">A key is none that Azure takes, two keys differ in case only, a value is no Unicode, or all is more than 8 KiB.</exception>
    public static Dictionary<string, string> Encode(IReadOnlyDictionary<string, string> metadata)
    {
        var encoded = new Dictionary<string, string>(metadata.Count, StringComparer.Ordinal);
        foreach (var (name, value) in metadata)
        {
            var key = name.ToLowerInvariant();
            if (key.Length == 0 || char.IsAsciiDigit(key[0]) || key.AsSpan().ContainsAnyExcept(KeyCharacters))
                throw new ArgumentException($"'{name}' cannot be a key of metadata in Azure: use letters of ASCII, digits and '_', with no digit first.", nameof(metadata));
            if (!Utf16.IsWellFormed(value))
                throw new ArgumentException($"The metadata '{name}' cannot be stored: its value contains half of a surrogate pair.", nameof(metadata));
            if (!encoded.TryAdd(key, EncodedWords.Encode(value)))
                throw new ArgumentException($"The metadata has the key '{key}' twice: keys that differ in case only are one.", nameof(metadata));
        }

        var length = encoded.Sum(entry => entry.Key.Length + entry.Value.Length);
        return length <= MaxLength
            ? encoded
            : throw new ArgumentException($"The metadata has {length} bytes as headers, and Azure takes {MaxLength}.", nameof(metadata));
    }

    /// <summary>Metadata as a listing shows it.</summary>
    public static IReadOnlyDictionary<string, string> Decode(IDictionary<string, string>? metadata)
    {
        if (metadata is null or { Count: 0 }) return FrozenDictionary<string, string>.Empty;
        var decoded = new Dictionary<string, string>(metadata.Count, StringComparer.Ordinal);
        foreach (var (name, value) in metadata) decoded[name.ToLowerInvariant()] = EncodedWords.Decode(value ?? string.Empty);
        return decoded;
    }
}
