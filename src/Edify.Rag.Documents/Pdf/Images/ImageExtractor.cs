namespace Edify.Rag.Documents.Pdf.Images;

/// <summary>Makes a file of an image: as it stands where its filter makes a file, else as a bitmap.</summary>
internal static class ImageExtractor
{
    private const long MaxPixels = 100_000_000;
    private const int MinSide = 8;

    /// <summary>The image; <see langword="null"/> with what stands in the way.</summary>
    public static OcrImage? Extract(in PlacedImage image, int page, out string obstacle)
    {
        obstacle = "an image is too large or too small";
        if (image.Columns < MinSide || image.Rows < MinSide || (long)image.Columns * image.Rows > MaxPixels) return null;
        var encoded = image.Stream.DecodeImage();
        obstacle = $"an image is in a format that is not taken out of PDF files{(encoded.Filter is null ? "" : $" ({encoded.Filter})")}";
        var (type, content, rotation) = encoded.Filter switch
        {
            null => ("image/x-portable-anymap", SampleBitmap.Write(encoded, image), 0),
            "DCTDecode" or "DCT" => ("image/jpeg", encoded.Data, image.Rotation),
            "JPXDecode" => ("image/jp2", encoded.Data, image.Rotation),
            "CCITTFaxDecode" or "CCF" => ("image/tiff", FaxTiff.Write(encoded.Data, encoded.Parameters, image), image.Rotation),
            _ => ("", null, 0),
        };
        return content is { Length: > 0 } ? new OcrImage(type, content, page) { Resolution = image.Resolution, Rotation = rotation } : null;
    }
}
