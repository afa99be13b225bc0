using System.Buffers.Binary;

namespace Edify.Rag;

/// <summary>Identifiers that depend on content only: ingesting twice changes nothing, on any machine.</summary>
/// <remarks>
/// SHA-256 over length-prefixed UTF-8 parts, cut to 128 bits and marked as a version 8 UUID (RFC 9562, section 5.8).
/// </remarks>
public static class RagIds
{
    /// <summary>The identifier of a document.</summary>
    /// <param name="tenant">Owner of the document.</param>
    /// <param name="source">The source it was ingested from.</param>
    /// <param name="name">Its path within the source.</param>
    public static Guid Document(string tenant, string source, string name) => Hash("document", tenant, source, name);

    /// <summary>The identifier of a chunk.</summary>
    /// <param name="tenant">Owner of the document.</param>
    /// <param name="source">The source it was ingested from.</param>
    /// <param name="name">Its path within the source.</param>
    /// <param name="ordinal">Position of the chunk within the document, from 0.</param>
    /// <param name="text">Text of the chunk.</param>
    public static Guid Chunk(string tenant, string source, string name, int ordinal, string text) =>
        Hash("chunk", tenant, source, name, ordinal.ToString(CultureInfo.InvariantCulture), text);

    /// <summary>The identifier of one version of a document, as processed in one way.</summary>
    /// <param name="document">The document.</param>
    /// <param name="etag">The store's version token of its content.</param>
    /// <param name="fingerprint">What it was processed with.</param>
    public static Guid Version(Guid document, string etag, string fingerprint) => Hash("version", document.ToString("N"), etag, fingerprint);

    /// <summary>The identifier of a job.</summary>
    /// <param name="tenant">For whom it is done.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="key">What it is done with.</param>
    public static Guid Job(string tenant, string kind, string key) => Hash("job", tenant, kind, key);

    private static Guid Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        var digest = hash.GetHashAndReset().AsSpan(0, 16);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest, bigEndian: true);
    }
}
