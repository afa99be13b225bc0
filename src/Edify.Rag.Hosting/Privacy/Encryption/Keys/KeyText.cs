namespace Edify.Rag.Hosting.Privacy.Encryption.Keys;

/// <summary>Keys and their ids as they are written.</summary>
internal static class KeyText
{
    public const int KeyBytes = 32;
    public const int LongestId = 32;

    public static bool IsId(string? id) => id is { Length: > 0 and <= LongestId } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && id[0] != '.';

    /// <exception cref="RagConfigurationException">It is no key; what it is instead is not told.</exception>
    public static ReadOnlyMemory<byte> Read(string text, string place)
    {
        var key = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeyBytes
            ? key.AsMemory(0, KeyBytes)
            : throw new RagConfigurationException($"{place} holds no key: it must be {KeyBytes} random bytes in Base64.");
    }

    /// <exception cref="RagConfigurationException">It is none.</exception>
    public static string CheckId(string? id, string place) =>
        IsId(id) ? id! : throw new RagConfigurationException($"{place} names no key: an id has 1 to {LongestId} letters, digits, '.', '_' and '-'.");
}
