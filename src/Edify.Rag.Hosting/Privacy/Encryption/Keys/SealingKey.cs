using System.Security.Cryptography;

namespace Edify.Rag.Hosting.Privacy.Encryption.Keys;

/// <summary>What is made of a key: one for texts and one for words, so that neither tells of the other (HKDF, RFC 5869, with SHA-256).</summary>
internal sealed class SealingKey(string id, ReadOnlySpan<byte> key)
{
    private readonly byte[] _text = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ToArray(), KeyText.KeyBytes, info: [.. "edify/text/1"u8]);
    private readonly byte[] _words = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.ToArray(), KeyText.KeyBytes, info: [.. "edify/words/1"u8]);

    public string Id { get; } = id;

    public ReadOnlySpan<byte> Text => _text;

    public ReadOnlySpan<byte> Words => _words;

    // A debugger's view or a log line must not show it.
    public override string ToString() => $"key '{Id}'";
}
