using System.Xml;
using System.Xml.Linq;
using Edify.Rag.Documents.Archives;

namespace Edify.Rag.Documents.Epub;

/// <summary>Reads the XML files of a book into trees.</summary>
/// <remarks>
/// The library would read elements within each other at any depth, and end the process when asked for their text: here
/// every element is measured as it starts.
/// </remarks>
internal static class EpubXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        CloseInput = true,
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Ignore,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = 32 * 1024 * 1024,
        XmlResolver = null,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes; closed at the end.</param>
    /// <param name="meter">Counts its elements.</param>
    /// <returns>Its root.</returns>
    /// <exception cref="XmlException">It is not well-formed.</exception>
    /// <exception cref="DocumentReadException">It has too many elements, or too many within each other.</exception>
    public static async Task<XElement> ReadAsync(Stream file, PackageMeter meter)
    {
        using var xml = XmlReader.Create(file, Settings);
        var top = new XElement("file");
        var at = top;
        while (await xml.ReadAsync().ConfigureAwait(false))
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    meter.CountElement(xml.Depth);
                    var element = Element(xml);
                    at.Add(element);
                    if (!xml.IsEmptyElement) at = element;
                    break;
                case XmlNodeType.EndElement:
                    at = at.Parent ?? top;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    at.Add(new XText(await xml.GetValueAsync().ConfigureAwait(false)));
                    break;
            }
        }

        // Well-formed files have a root.
        return top.Elements().First();
    }

    private static XElement Element(XmlReader xml)
    {
        var element = new XElement(XName.Get(xml.LocalName, xml.NamespaceURI));
        for (var found = xml.MoveToFirstAttribute(); found; found = xml.MoveToNextAttribute())
            if (xml.NamespaceURI != XNamespace.Xmlns.NamespaceName) element.Add(new XAttribute(XName.Get(xml.LocalName, xml.NamespaceURI), xml.Value));
        xml.MoveToElement();
        return element;
    }
}
