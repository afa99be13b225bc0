using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Edify.Rag.Shared.Auditing;

/// <summary>An entry's canonical form: one line of JSON in ASCII, members in a fixed order, particulars in ordinal order.</summary>
internal static class AuditBody
{
    // Thousands of documents fit.
    private const int MaxLength = 1 << 20;

    /// <summary>Refuses what is too long, before it is in one group with others.</summary>
    /// <exception cref="RagInputException">The entry is too long.</exception>
    public static void Check(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);

        // No character takes more than six bytes in ASCII, and no identifier more than 39.
        var characters = entry.Tenant.Length + entry.Subject.Length + entry.Action.Length + entry.Details.Sum(d => (long)d.Key.Length + d.Value.Length + 8);
        if (6 * characters + 39L * entry.Documents.Count > MaxLength)
            throw new RagInputException($"An entry of the audit has {characters:N0} characters and {entry.Documents.Count:N0} documents, which is more than the {MaxLength:N0} bytes that are accepted.");
    }

    public static byte[] Encode(AuditEntry entry, AuditSeal seal, Guid? textId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("at", entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("tenant", entry.Tenant);
            json.WriteString("subject", entry.Subject);
            json.WriteString("action", entry.Action);
            json.WriteStartArray("documents");
            foreach (var document in entry.Documents) json.WriteStringValue(document);
            json.WriteEndArray();
            json.WriteStartObject("details");
            foreach (var (name, value) in entry.Details.OrderBy(d => d.Key, StringComparer.Ordinal)) json.WriteString(name, value);
            json.WriteEndObject();
            if (entry.Text is { } text) json.WriteString("text", seal.HashText(entry.Tenant, text));
            if (textId is { } id) json.WriteString("textId", id);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The entry, and the name of its text where one was kept.</summary>
    /// <exception cref="JsonException">These bytes are none.</exception>
    public static (AuditEntry Entry, Guid? TextId) Decode(ReadOnlyMemory<byte> canonical)
    {
        try
        {
            using var json = JsonDocument.Parse(canonical);
            var root = json.RootElement;
            var at = DateTimeOffset.Parse(Text(root, "at"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
            var entry = new AuditEntry(at, Text(root, "tenant"), Text(root, "subject"), Text(root, "action"))
            {
                Documents = [.. root.GetProperty("documents").EnumerateArray().Select(d => d.GetGuid())],
                Details = root.GetProperty("details").EnumerateObject().ToDictionary(d => d.Name, d => d.Value.GetString() ?? string.Empty, StringComparer.Ordinal),
                TextHash = root.TryGetProperty("text", out var hash) ? hash.GetString() : null,
            };
            return (entry, root.TryGetProperty("textId", out var id) ? id.GetGuid() : null);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("The entry is not one of the audit.", e);
        }
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null.");
}
