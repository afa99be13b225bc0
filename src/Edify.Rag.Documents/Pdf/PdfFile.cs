using Edify.Rag.Documents.Pdf.Security;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf;

/// <summary>An opened file: unlocked, with a catalog.</summary>
internal sealed class PdfFile
{
    private PdfFile(ObjectStore objects) => Objects = objects;

    public ObjectStore Objects { get; }

    public PdfDictionary? Catalog => Objects.Trailer.Dictionary("Root");

    /// <summary>A walk through the pages, from the first.</summary>
    public PageTree Pages() => new(Objects);

    /// <summary>Opens the file whose objects these are; may be called again when it stumbles.</summary>
    /// <exception cref="DocumentReadException">No password fits, or nothing in the file looks like a document.</exception>
    public static PdfFile Open(ObjectStore objects, DocumentContext context)
    {
        objects.Open();
        Unlock(objects, context);
        if (objects.Trailer.Dictionary("Root")?.Dictionary("Pages") is null)
        {
            objects.Scan("the catalog is missing");
            Unlock(objects, context);
        }

        if (!objects.Numbers.Any())
            throw Fault(context, DocumentFault.Damaged, "holds no PDF objects. Fetch or export the file anew.");
        return new PdfFile(objects);
    }

    private static void Unlock(ObjectStore objects, DocumentContext context)
    {
        if (objects.IsUnlocked || objects.Trailer.Dictionary("Encrypt") is not { } encrypt) return;
        var fileId = objects.Trailer.Array("ID") is { Count: > 0 } id && id[0] is PdfString first ? first.Bytes : [];
        var parameters = EncryptionParameters.Read(encrypt, fileId)
            ?? throw Fault(context, DocumentFault.Encrypted, "is protected by other means than a password. Save it without protection.");
        var security = SecurityHandler.TryUnlock(parameters, context.Passwords)
            ?? throw Fault(context, DocumentFault.Encrypted, "is encrypted, and no known password opens it. Add its password or save it without one.");
        objects.Unlock(security);
    }

    private static DocumentReadException Fault(DocumentContext context, DocumentFault fault, string what) =>
        new(context.Name, fault, $"'{context.Name}' {what}");
}
