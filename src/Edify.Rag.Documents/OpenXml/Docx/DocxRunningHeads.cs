using System.Text;
using Edify.Rag.Documents.OpenXml.Packaging;

namespace Edify.Rag.Documents.OpenXml.Docx;

/// <summary>The headers and footers of a document.</summary>
internal static class DocxRunningHeads
{
    private const int LongestHead = 64 * 1024;
    private const int MostHeads = 1000;

    /// <summary>Reads them, headers first; each text once, though every section may have its own.</summary>
    /// <param name="package">The document.</param>
    /// <param name="styles">Which of them hide text.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<string>> ReadAsync(OfficePackage package, DocxStyles styles, CancellationToken cancellationToken)
    {
        var heads = new List<string>();
        foreach (var part in package.Main.All("header").Concat(package.Main.All("footer")).Take(MostHeads))
        {
            using var xml = await package.OpenXmlAsync(part, cancellationToken).ConfigureAwait(false);
            while (await xml.ReadAsync().ConfigureAwait(false) && !xml.IsStart)
            {
            }

            var text = new StringBuilder();
            await DocxStory.ReadAsync(xml, styles, text, LongestHead).ConfigureAwait(false);
            var head = text.ToString().Trim();
            if (head.Length > 0 && !heads.Contains(head)) heads.Add(head);
        }

        return heads;
    }
}
