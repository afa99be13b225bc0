namespace Edify.Rag;

/// <summary>Something that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Tenant">Where; empty for what concerns no tenant.</param>
/// <param name="Subject">Who: a user's id, or "system: " and the reason; see <see cref="AccessScope.Subject"/>.</param>
/// <param name="Action">What, such as "ask" or "delete"; see <see cref="AuditActions"/>.</param>
public sealed record AuditEntry(DateTimeOffset At, string Tenant, string Subject, string Action)
{
    /// <summary>Identifiers of the documents concerned.</summary>
    public IReadOnlyList<Guid> Documents { get; init; } = [];

    /// <summary>Particulars, without the text of questions or documents and without names of files.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// Handed to a log: the text concerned, such as a question. The chain holds its keyed hash. Read from a log: the text where it was
    /// kept and not forgotten since, else <see langword="null"/>.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>Whether <see cref="Text"/> is kept beside the chain, where it can be erased.</summary>
    /// <value>Default: <see langword="false"/>; nothing but the hash is kept.</value>
    public bool KeepsText { get; init; }

    /// <summary>Read from a log: the keyed hash of the text, 64 hexadecimal digits; <see langword="null"/> where there was no text.</summary>
    public string? TextHash { get; init; }
}

/// <summary>An entry as it stands in the chain.</summary>
/// <param name="Number">Its place, from 1, without gaps.</param>
/// <param name="Entry">What happened.</param>
/// <param name="Canonical">The entry as it was hashed: JSON in one line of ASCII characters.</param>
/// <param name="Previous">Hash of the record before, 64 hexadecimal digits; zeros before the first.</param>
/// <param name="Hash">SHA-256 over previous hash, number and canonical entry, 64 hexadecimal digits.</param>
/// <param name="Signature">HMAC-SHA-256 of the hash with the audit's key, 64 hexadecimal digits.</param>
public sealed record AuditRecord(long Number, AuditEntry Entry, string Canonical, string Previous, string Hash, string Signature)
{
    /// <summary>Names the record, and by its hash all records before it.</summary>
    public AuditMark Mark => new(Number, Hash);

    /// <summary>The record as one line of JSON, as it stands in the embedded log's files and in an export.</summary>
    public string ToJsonLine() => string.Create(
        CultureInfo.InvariantCulture, $$"""{"number":{{Number}},"previous":"{{Previous}}","entry":{{Canonical}},"hash":"{{Hash}}","signature":"{{Signature}}"}""");
}

/// <summary>A record's number and hash. Noted outside the school's machines, it proves that the log was not put back to an earlier state.</summary>
/// <param name="Number">The record's number; 0 before the first.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
public sealed record AuditMark(long Number, string Hash)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; <see langword="null"/> when it is no mark.</summary>
    /// <param name="text">Number, colon, hash.</param>
    public static AuditMark? TryParse(string? text)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (text is null || colon < 1 || text.Length - colon - 1 != 64) return null;
        var hash = text[(colon + 1)..].ToLowerInvariant();
        return long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && hash.All(char.IsAsciiHexDigit) ? new(number, hash) : null;
    }

    /// <summary>Number and hash with a colon between them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");
}

/// <summary>What the library itself writes to the audit.</summary>
public static class AuditActions
{
    /// <summary>A question was asked: its hash, and the documents that were retrieved for it, before any of them is shown.</summary>
    public const string Ask = "ask";

    /// <summary>A question was answered: outcome, and the documents that are cited, before the answer is complete.</summary>
    public const string Answer = "answer";

    /// <summary>Passages were searched without a question to the assistant.</summary>
    public const string Search = "search";

    /// <summary>A user was denied everything, or passages were withheld.</summary>
    public const string Deny = "deny";

    /// <summary>A document was opened or downloaded.</summary>
    public const string Download = "download";

    /// <summary>A system scope was used on the store; the subject names the reason.</summary>
    public const string SystemAccess = "system-access";

    /// <summary>Documents were to be ingested, or reconciled.</summary>
    public const string Ingest = "ingest";

    /// <summary>A document was deleted.</summary>
    public const string Delete = "delete";

    /// <summary>Somebody's access, or a document's, was changed.</summary>
    public const string AccessChange = "access-change";

    /// <summary>An erasure begins; its documents are known.</summary>
    public const string Erase = "erase";

    /// <summary>An erasure is done: the signed certificate of what was erased where.</summary>
    public const string Erased = "erased";

    /// <summary>The oldest records of the audit are deleted; the particulars name the last of them.</summary>
    public const string Prune = "prune-audit";

    /// <summary>The log was opened after a crash, and what was never acknowledged was cut off.</summary>
    public const string Recover = "recover-audit";
}
