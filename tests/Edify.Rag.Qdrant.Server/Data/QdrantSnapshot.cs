using System.Globalization;

namespace Edify.Rag.Qdrant.Server.Data;

/// <summary>A collection as it was.</summary>
internal sealed record QdrantSnapshot(string Collection, string Name, DateTimeOffset Created, QdrantCollection Content, byte[] Bytes)
{
    public string CreationTime => Created.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    public string Checksum => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes));
}
