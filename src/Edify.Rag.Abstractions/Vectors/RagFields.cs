namespace Edify.Rag;

/// <summary>Names of the fields that records carry.</summary>
/// <remarks>
/// The reserved ones are set by the ingestion pipeline on every record. The others are what the shipped path templates
/// and school roles agree on; any name of letters, digits, '_', '-' and '.' may stand beside them.
/// </remarks>
public static class RagFields
{
    /// <summary>The tenant that owns the record.</summary>
    public const string Tenant = "tenant";

    /// <summary>The source that the document was ingested from.</summary>
    public const string Source = "source";

    /// <summary>The document's identifier: see <see cref="RagIds.Document"/>.</summary>
    public const string Document = "document";

    /// <summary>The document's name: its path within the source.</summary>
    public const string Name = "name";

    /// <summary>The versions of the document that hold the record: several texts, more than one where a passage outlived a change.</summary>
    public const string Version = "version";

    /// <summary>Position of the chunk within the document, from 0.</summary>
    public const string Ordinal = "ordinal";

    /// <summary>First page of the chunk, from 1; 0 where the format has no pages.</summary>
    public const string Page = "page";

    /// <summary>Last page of the chunk.</summary>
    public const string LastPage = "last_page";

    /// <summary>Where each page after the first begins in the chunk's text, in UTF-16 units: several texts, each a number.</summary>
    public const string PageStarts = "page_starts";

    /// <summary>Headings above the chunk, outermost first.</summary>
    public const string Headings = "headings";

    /// <summary>What a reader has to know before the chunk, see <see cref="Chunk.Preface"/>; only where there is something.</summary>
    public const string Preface = "preface";

    /// <summary>The chunk with what stands around it, see <see cref="Chunk.Window"/>; only where it has a window.</summary>
    public const string Window = "window";

    /// <summary>Where the chunk starts in the document's text, in UTF-16 units.</summary>
    public const string Start = "start";

    /// <summary>When the blob was last written.</summary>
    public const string Modified = "modified";

    /// <summary>Identifies the exact text that was embedded: equal texts have equal vectors, so that none is embedded twice.</summary>
    public const string Content = "content_key";

    /// <summary>The document's title, as the file tells it; absent where it does not.</summary>
    public const string Title = "title";

    /// <summary>The document's language, a BCP 47 tag as the file tells it; absent where it does not.</summary>
    public const string Language = "language";

    /// <summary>What is printed on the first page of the chunk as its number, such as "iv"; absent where pages are counted from 1.</summary>
    public const string PageLabel = "page_label";

    /// <summary>What the names of further properties begin with that a file tells of itself, such as "document.subject".</summary>
    /// <remarks>Written by whoever wrote the file, as are <see cref="Title"/> and <see cref="Language"/>: never a ground for access.</remarks>
    public const string PropertyPrefix = "document.";

    /// <summary>Who alone sees the document, instead of those whom the roles' rules admit: several principals, see <see cref="RagPrincipals"/>. Absent where the rules decide.</summary>
    public const string Allow = "allow";

    /// <summary>Who does not see the document, whatever else admits them: several principals, see <see cref="RagPrincipals"/>.</summary>
    public const string Deny = "deny";

    /// <summary>The part of the school's content: <see cref="RagModules"/> or a name of the school's own.</summary>
    public const string Module = "module";

    /// <summary>The kind of procedure, such as "admissions".</summary>
    public const string Category = "category";

    /// <summary>The school year.</summary>
    public const string Year = "year";

    /// <summary>The grade.</summary>
    public const string Grade = "grade";

    /// <summary>The user whose file it is.</summary>
    public const string Owner = "owner";

    /// <summary>The semester.</summary>
    public const string Semester = "semester";

    /// <summary>The subject.</summary>
    public const string Subject = "subject";

    /// <summary>The class that it is for, such as "7b"; no shipped template sets it.</summary>
    public const string Class = "class";

    /// <summary>The book.</summary>
    public const string Book = "book";

    /// <summary>A record's text and further fields, encrypted; only where encryption is on. Never seen above it.</summary>
    public const string Cipher = "cipher";

    /// <summary>The id of the key that <see cref="Cipher"/> is encrypted with.</summary>
    public const string CipherKey = "cipher_key";

    /// <summary>The fields that the pipeline sets and no template or store metadata may; so are all that begin with <see cref="PropertyPrefix"/>.</summary>
    public static IReadOnlySet<string> Reserved { get; } = FrozenSet.Create(
        StringComparer.Ordinal, Tenant, Source, Document, Name, Version, Ordinal, Page, LastPage, PageStarts, PageLabel, Headings, Preface, Window, Start, Modified, Content, Title, Language, Allow, Deny, Cipher, CipherKey);
}
