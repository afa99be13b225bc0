using System.Xml.Linq;

namespace Edify.Rag.Documents.Epub;

/// <summary>Tells books under digital rights management from those whose fonts alone are obfuscated.</summary>
internal static class EpubEncryption
{
    private const string File = "META-INF/encryption.xml";

    // They hide fonts from being copied; the text is in clear.
    private static readonly string[] ForFonts = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

    /// <summary>Refuses a book whose text cannot be read.</summary>
    /// <param name="package">Its files.</param>
    /// <param name="context">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DocumentReadException">It is encrypted.</exception>
    public static async Task RefuseAsync(EpubPackage package, DocumentContext context, CancellationToken cancellationToken)
    {
        if (await package.ReadXmlAsync(File, cancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (var method in root.Descendants().Where(e => e.Name.LocalName == "EncryptedData").Select(MethodOf))
            if (!ForFonts.Contains(method)) throw Encrypted(context);
    }

    /// <summary>The error for what is encrypted.</summary>
    public static DocumentReadException Encrypted(DocumentContext context) => new(
        context.Name,
        DocumentFault.Encrypted,
        $"'{context.Name}' is encrypted, as books under digital rights management are. Ask the publisher for an edition without it.");

    private static string? MethodOf(XElement data) =>
        data.Elements().FirstOrDefault(e => e.Name.LocalName == "EncryptionMethod")?.Attribute("Algorithm")?.Value;
}
