using System.Buffers.Text;
using System.Text;

namespace Edify.Rag.Hosting.Library.Listing;

/// <summary>Where a page ended: behind a document, or behind all documents of a folder.</summary>
/// <param name="Name">The document's name; the folder's with '/' at its end.</param>
/// <param name="Id">The document, since several sources may have one of the name; empty for a folder.</param>
internal sealed record LibraryCursor(string Name, Guid Id)
{
    private const int IdLength = 16;
    private const int MaxLength = 8192;

    private bool IsFolder => Name.EndsWith('/');

    public string Encode() => Base64Url.EncodeToString([.. Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(Name)]);

    /// <exception cref="RagInputException">It is none that a page gave.</exception>
    public static LibraryCursor? Decode(string? cursor)
    {
        if (cursor is null) return null;
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor) is not { Length: > IdLength } bytes)
            throw new RagInputException("The cursor is none that a page of the library gave; begin with the first page.");
        return new(Encoding.UTF8.GetString(bytes.AsSpan(IdLength)), new(bytes.AsSpan(0, IdLength), bigEndian: true));
    }

    /// <summary>Whether a document belongs to the pages after it.</summary>
    public bool IsBefore(LedgerKey key)
    {
        if (IsFolder) return string.CompareOrdinal(key.Name, Name) > 0 && !key.Name.StartsWith(Name, StringComparison.Ordinal);
        return string.CompareOrdinal(Name, key.Name) is var order and not 0 ? order < 0 : Id.CompareTo(key.DocumentId) < 0;
    }
}
