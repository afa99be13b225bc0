namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>The data of a JBIG2 image break the format, or ask for more than an image may cost; the image cannot be read.</summary>
/// <remarks>Never leaves the reader: the page is reported as one whose image cannot be taken out, with the message.</remarks>
internal sealed class Jbig2Exception(string message) : Exception(message);
