using Edify.Rag.Documents.Reading;
using Edify.Rag.Documents.Text;

namespace Edify.Rag.Documents.Html;

/// <summary>Decodes markup.</summary>
internal static class HtmlText
{
    private const int MostCharacters = 64 * 1024 * 1024;

    /// <summary>The markup, in the encoding that it declares or that its bytes speak for; without the bytes of <see cref="EmbeddedPictures"/>.</summary>
    /// <param name="content">The file.</param>
    /// <param name="context">Its name, and where to report what cannot be decoded.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DocumentReadException">It is too long to be held.</exception>
    public static async Task<string> ReadAsync(Stream content, DocumentContext context, CancellationToken cancellationToken)
    {
        var decoder = new TextDecoder(content, HtmlCharset.Declared);
        var html = new EmbeddedPictures();
        while (html.Length <= MostCharacters && await decoder.ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } block) html.Append(block.Span);
        if (html.Length > MostCharacters) throw OverLimit.Held(context, nameof(DocumentLimits.MaxFileBytes), "The markup", MostCharacters, "characters");
        decoder.ReportLosses(context);
        return html.ToString();
    }
}
