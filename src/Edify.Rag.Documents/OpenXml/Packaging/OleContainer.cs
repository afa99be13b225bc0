using System.Text;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.OpenXml.Packaging;

/// <summary>Recognises OLE compound files: encrypted documents, and those of Office 97 under a newer name.</summary>
internal static class OleContainer
{
    private const int BlockBytes = 64 * 1024;

    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>Raises an error if the file is one; otherwise leaves it at its start.</summary>
    /// <param name="content">The file.</param>
    /// <param name="format">What was expected in it.</param>
    /// <param name="context">Its name.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DocumentReadException">It is an OLE compound file.</exception>
    public static async ValueTask RefuseAsync(Stream content, OfficeFormat format, DocumentContext context, CancellationToken cancellationToken)
    {
        var block = new byte[BlockBytes];
        var length = await content.ReadAtLeastAsync(block, BlockBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var isOle = block.AsSpan(0, length).StartsWith(DocumentFormats.OleSignature);
        if (isOle && await NamesEncryptedPackageAsync(content, block, length, cancellationToken).ConfigureAwait(false))
        {
            throw new DocumentReadException(
                context.Name, DocumentFault.Encrypted, $"'{context.Name}' is encrypted. Save it without a password, then try again.");
        }

        if (isOle)
        {
            throw new DocumentReadException(
                context.Name,
                DocumentFault.Unsupported,
                $"'{context.Name}' is a document of {format.Program} 97-2003. Save it as {format.Extension}, then try again.");
        }

        content.Position = 0;
    }

    // The directory of an OLE file may lie anywhere in it, so the name is looked for everywhere.
    private static async ValueTask<bool> NamesEncryptedPackageAsync(Stream content, byte[] block, int length, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (block.AsSpan(0, length).IndexOf(EncryptedPackage) >= 0) return true;
            if (length < BlockBytes) return false;
            var kept = EncryptedPackage.Length;
            block.AsSpan(length - kept).CopyTo(block);
            length = kept + await content.ReadAtLeastAsync(block.AsMemory(kept), BlockBytes - kept, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
