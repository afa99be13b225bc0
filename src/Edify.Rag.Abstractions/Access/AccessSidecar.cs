using System.Text.Json;

namespace Edify.Rag;

/// <summary>The file beside a document that says who sees it: "plan.pdf.access.json" beside "plan.pdf", such as <c>{"allow":["role:teacher"],"deny":["user:anna"]}</c>.</summary>
/// <remarks>It is never a document itself. Who may write it decides who sees the document.</remarks>
public static class AccessSidecar
{
    /// <summary>What the name of a sidecar ends with, behind the whole name of its document; compared without case.</summary>
    public const string Suffix = ".access.json";

    /// <summary>The longest that a sidecar may be, in bytes.</summary>
    public const int MaxLength = 65_536;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 4, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The name of a document's sidecar.</summary>
    /// <param name="document">The document's name within its source.</param>
    public static string NameFor(string document) => document + Suffix;

    /// <summary>The document that a name is the sidecar of; <see langword="null"/> for a name that is none.</summary>
    /// <param name="name">The name of a blob.</param>
    public static string? DocumentOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? name[..^Suffix.Length] : null;
    }

    /// <summary>Reads a sidecar.</summary>
    /// <param name="content">Its bytes: JSON in UTF-8, with or without a byte order mark; comments and trailing commas are allowed.</param>
    /// <exception cref="FormatException">It is too long, no JSON, or says something that is not understood: a misspelt word must not open a document. The message tells what.</exception>
    public static DocumentAccess Parse(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaxLength) throw new FormatException($"it is longer than {MaxLength} bytes");
        try
        {
            using var json = JsonDocument.Parse(content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content, Reading);
            return Read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is no JSON (line {e.LineNumber + 1})", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("it holds a text that is no Unicode", e);
        }
    }

    /// <summary>Writes a sidecar that <see cref="Parse"/> reads as the same access.</summary>
    /// <param name="access">Who sees the document.</param>
    public static byte[] Write(DocumentAccess access)
    {
        ArgumentNullException.ThrowIfNull(access);
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            WriteList(json, RagFields.Allow, access.Allow);
            WriteList(json, RagFields.Deny, access.Deny.Count > 0 ? access.Deny : null);
            json.WriteEndObject();
        }

        return content.ToArray();
    }

    private static DocumentAccess Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new FormatException("it is no JSON object");
        IReadOnlyList<string>? allow = null, deny = null;
        foreach (var member in root.EnumerateObject())
        {
            if (member.Name is not (RagFields.Allow or RagFields.Deny)) throw new FormatException("it has a member that is neither \"allow\" nor \"deny\"");
            ref var list = ref (member.Name == RagFields.Allow ? ref allow : ref deny);
            if (list is not null) throw new FormatException($"it says \"{member.Name}\" twice");
            list = Texts(member);
        }

        return DocumentAccess.Create(allow, deny);
    }

    private static string[] Texts(JsonProperty member)
    {
        if (member.Value.ValueKind != JsonValueKind.Array || member.Value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.String))
            throw new FormatException($"\"{member.Name}\" is no list of texts");
        return [.. member.Value.EnumerateArray().Select(e => e.GetString()!)];
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string>? principals)
    {
        if (principals is null) return;
        json.WriteStartArray(name);
        foreach (var principal in principals) json.WriteStringValue(principal);
        json.WriteEndArray();
    }
}
