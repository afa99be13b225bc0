using System.Runtime.CompilerServices;
using Edify.Rag.Documents.Containers;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Eml;

/// <summary>Reads Internet messages (RFC 5322, MIME), also several in one file, and pages saved with their images (MHTML).</summary>
/// <remarks>
/// The subject is a heading; sender, recipients and date are a paragraph; the text follows in its best form, without signatures, then what is
/// attached, each file under a heading with its name by the first reader of the pipeline that can. The message is held in
/// memory.
/// </remarks>
/// <param name="readers">The readers of the pipeline.</param>
internal sealed class EmlDocumentReader(ReaderSet readers) : IDocumentReader
{
    /// <inheritdoc/>
    public string Fingerprint => readers.FingerprintOf("eml/3");

    /// <inheritdoc/>
    public bool NeedsSeeking => false;

    /// <inheritdoc/>
    public bool CanRead(DocumentProbe probe) => DocumentFormats.Detect(probe) == DocumentFormat.Eml;

    /// <inheritdoc/>
    public IAsyncEnumerable<DocumentElement> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        return ReadMessagesAsync(content, context, cancellationToken).WithDamageAs(context.Name, e => e is InvalidDataException, cancellationToken);
    }

    private async IAsyncEnumerable<DocumentElement> ReadMessagesAsync(
        Stream content, DocumentContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var composer = new ElementComposer();
        var documents = new ContainedDocuments(readers, context, composer);
        documents.CheckDepth();
        var held = await documents.HoldAsync(content, cancellationToken).ConfigureAwait(false);
        await using var disposal = held.ConfigureAwait(false);

        var count = 0;
        foreach (var bytes in MailboxFile.Messages(held.GetBuffer().AsMemory(0, (int)held.Length)))
        {
            documents.CheckCount(++count);
            var message = new MessageReading(MimeEntity.Read(bytes), documents, composer);
            if (count == 1) context.Info?.Report(message.Head.Info);
            var elements = message.ReadAsync(context, readers.Options, cancellationToken);
            await foreach (var element in elements.ConfigureAwait(false)) yield return element;
        }
    }
}
