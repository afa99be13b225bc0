using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Hosting.Ledger;

/// <summary>One record of the ledger's journal: a document's new entry, or its key alone when the entry was removed.</summary>
internal sealed record LedgerRecord(LedgerKey Key, LedgerEntry? Entry)
{
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(this, LedgerJson.Default.LedgerRecord);

    public static LedgerRecord Decode(ReadOnlySpan<byte> payload) =>
        JsonSerializer.Deserialize(payload, LedgerJson.Default.LedgerRecord) ?? throw new JsonException("The record is null.");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LedgerRecord))]
internal sealed partial class LedgerJson : JsonSerializerContext;
