using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Hosting.Ingestion.Access;

/// <summary>Tells which statements about a document's access it was processed with: the end of its fingerprint in the ledger.</summary>
/// <remarks>
/// A hash of the blob's own metadata about it and of the version of its sidecar, as the listing tells them, so that nothing is read
/// to find out whether it changed. Empty where there is neither, which leaves the fingerprints of such documents as they are.
/// </remarks>
internal static class AccessMark
{
    private const string Start = "+access:";

    // Behind a mark whose sidecar could not be had: the next run reads it.
    private const string Unread = "?";

    public static string Of(BlobItem blob)
    {
        var statements = AccessMetadata.StatementsOf(blob).ToList();
        if (statements.Count == 0) return string.Empty;
        var text = string.Concat(statements.Select(s => $"{s.Key.Length}:{s.Key}{s.Value.Length}:{s.Value}"));
        return Start + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    public static string AsUnread(string mark) => mark + Unread;

    /// <summary>A recorded fingerprint without its mark, and the mark.</summary>
    public static (string Fingerprint, string Mark) Split(string recorded) =>
        recorded.LastIndexOf(Start, StringComparison.Ordinal) is var at and >= 0 ? (recorded[..at], recorded[at..]) : (recorded, string.Empty);

    /// <summary>Whether a document was processed with the statements that there are now.</summary>
    public static bool IsCurrent(string recorded, BlobItem blob) => Split(recorded).Mark == Of(blob);

    public static string Replace(string recorded, string mark) => Split(recorded).Fingerprint + mark;
}
