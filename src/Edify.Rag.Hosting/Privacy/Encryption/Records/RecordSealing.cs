using System.Text.Json;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;

namespace Edify.Rag.Hosting.Privacy.Encryption.Records;

/// <summary>Records as a store gets them: their words without meaning, their texts encrypted for this record of this tenant.</summary>
internal sealed class RecordSealing(KeyRing keys, bool allowsUnencrypted)
{
    /// <summary>Whether a field is encrypted, so that no condition can be on it.</summary>
    public static bool IsProtected(string field) =>
        field is RagFields.Headings or RagFields.Preface or RagFields.Window or RagFields.Title or RagFields.Cipher or RagFields.CipherKey
        || field.StartsWith(RagFields.PropertyPrefix, StringComparison.Ordinal);

    public static VectorRecord Seal(VectorRecord record, SealingKey key, BlindWords words)
    {
        var (open, single, several) = (new Dictionary<string, FieldValue>(StringComparer.Ordinal), new Dictionary<string, string>(), new Dictionary<string, string[]>());
        foreach (var (name, value) in record.Fields)
        {
            // What is no text tells little, and stays: pages of a file, a year.
            if (!IsProtected(name) || value.Kind is not (FieldKind.Text or FieldKind.Texts)) open[name] = value;
            else if (value.Items is { } items) several[name] = [.. items];
            else single[name] = value.AsText();
        }

        var plain = JsonSerializer.SerializeToUtf8Bytes(
            new SealedRecord(record.Text, single.Count > 0 ? single : null, several.Count > 0 ? several : null), SealedRecordJson.Plain.SealedRecord);
        open[RagFields.Cipher] = Convert.ToBase64String(Envelope.Seal(key, plain, OwnerOf(record)));
        open[RagFields.CipherKey] = key.Id;
        return record with { Text = words.Of(record.Text), Fields = open };
    }

    public async ValueTask<VectorRecord> OpenAsync(VectorRecord record, CancellationToken cancellationToken)
    {
        var what = $"The record {record.Id}";
        if (record.TextOf(RagFields.Cipher) is not { } cipher)
        {
            return allowsUnencrypted ? record : throw new RagStateException(
                what, $"{what} is not encrypted, and Privacy:Encryption:AllowUnencrypted is off; run edify-rag keys rotate while it is on.");
        }

        var envelope = Decode(cipher, what);
        var key = await keys.FindAsync(Envelope.KeyOf(envelope, what), what, cancellationToken).ConfigureAwait(false);
        var opened = JsonSerializer.Deserialize(Envelope.Open(key, envelope, OwnerOf(record), what), SealedRecordJson.Plain.SealedRecord) ?? throw Envelope.Damaged(what);
        var fields = record.Fields.Where(field => field.Key is not (RagFields.Cipher or RagFields.CipherKey)).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in opened.Single ?? []) fields[name] = value;
        foreach (var (name, values) in opened.Several ?? []) fields[name] = FieldValue.Many(values);
        return record with { Text = opened.Text, Fields = fields };
    }

    private static byte[] OwnerOf(VectorRecord record) => Envelope.Owner("record", record.TextOf(RagFields.Tenant) ?? string.Empty, record.Id.ToString("n"));

    private static byte[] Decode(string cipher, string what)
    {
        try
        {
            return Convert.FromBase64String(cipher);
        }
        catch (FormatException)
        {
            throw Envelope.Damaged(what);
        }
    }
}
