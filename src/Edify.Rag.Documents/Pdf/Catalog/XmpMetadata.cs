using System.Xml;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Catalog;

/// <summary>What the XMP packet of a file says of it (ISO 16684-1): the Dublin Core properties that matter here.</summary>
internal sealed class XmpMetadata
{
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const int MaxBytes = 4 << 20;
    private const int MaxValue = 4000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = MaxBytes,
    };

    private readonly Dictionary<string, string> _values = [];

    private XmpMetadata()
    {
    }

    /// <summary>A Dublin Core property, such as "title", in the default language; <see langword="null"/> when there is none.</summary>
    public string? this[string property] => _values.GetValueOrDefault(property);

    /// <summary>Reads a packet as far as it is well-formed.</summary>
    public static XmpMetadata Read(PdfStream? packet)
    {
        var metadata = new XmpMetadata();
        if (packet?.Decode() is not { Length: > 0 and <= MaxBytes } bytes) return metadata;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), Settings);
            metadata.Read(reader);
        }
        catch (XmlException)
        {
            // Not well-formed from here on; what came before is kept.
        }

        return metadata;
    }

    private void Read(XmlReader reader)
    {
        string? property = null;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.NamespaceURI == DublinCore) property = null;
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.NamespaceURI == DublinCore) property = reader.IsEmptyElement ? null : reader.LocalName;
            else if (property is not null && reader is { LocalName: "li", NamespaceURI: Rdf, IsEmptyElement: false }) ReadItem(reader, property);
        }
    }

    private void ReadItem(XmlReader reader, string property)
    {
        var isDefault = reader.XmlLang == "x-default";
        if (!reader.Read() || reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA) || reader.Value.Length > MaxValue) return;
        if (isDefault) _values[property] = reader.Value;
        else _values.TryAdd(property, reader.Value);
    }
}
