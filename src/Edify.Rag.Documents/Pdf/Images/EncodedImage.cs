using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Images;

/// <summary>The data of an image, with every filter undone but the one that only images have.</summary>
/// <param name="Data">What is left.</param>
/// <param name="Filter">The filter that is left; <see langword="null"/> when the data are samples.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record EncodedImage(byte[] Data, string? Filter, PdfDictionary? Parameters)
{
    /// <summary>Whether the samples are bits whatever the image says, for the filter makes no others.</summary>
    public bool IsBilevel { get; init; }

    /// <summary>Whether a filter makes samples of images and nothing else.</summary>
    public static bool IsImageFilter(string filter) => filter is "DCTDecode" or "DCT" or "JPXDecode" or "CCITTFaxDecode" or "CCF" or "JBIG2Decode";
}
