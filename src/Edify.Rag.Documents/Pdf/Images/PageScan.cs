using Edify.Rag.Documents.Pdf.Content;
using Edify.Rag.Documents.Pdf.Images.Jbig2;

namespace Edify.Rag.Documents.Pdf.Images;

/// <summary>A page whose text has to be recognized in its images.</summary>
/// <param name="Page">The page, from 1.</param>
/// <param name="ImageShare">Share of it that images cover.</param>
/// <param name="Reason">Why.</param>
internal sealed record PageScan(int Page, double ImageShare, string Reason)
{
    private const double WorthReading = 0.03;
    private const double SamePlace = 0.7;
    private const int MaxImages = 32;

    /// <summary>Whether the page has text, but hardly any that could be decoded; what is recognized takes its place.</summary>
    public bool IsIllegible { get; init; }

    /// <summary>What is to be read, from the top of the page down.</summary>
    public IReadOnlyList<OcrImage> Images { get; private init; } = [];

    /// <summary>Why images are missing; empty when none are.</summary>
    public string Obstacle { get; private init; } = "";

    /// <summary>The scan with the images of the page. Of images in the same place, as layers of a scan are, the finest is taken.</summary>
    public PageScan WithImages(PageContent content)
    {
        var taken = new List<(PlacedImage Place, OcrImage Image)>();
        var obstacle = content.Images.Count == 0 ? "the page has no image to be taken out of the file" : "";
        foreach (var image in content.Images.Where(i => i.Share >= WorthReading).OrderByDescending(i => (long)i.Columns * i.Rows).Take(MaxImages))
        {
            if (taken.Exists(t => Overlap(t.Place.Placement, image.Placement) > SamePlace)) continue;
            if (TryExtract(image, out var own) is { } extracted) taken.Add((image, extracted));
            else obstacle = own;
        }

        return this with
        {
            Images = [.. taken.OrderByDescending(t => Top(t.Place.Placement)).ThenBy(t => t.Place.Placement.Bounds(0, 0, 1, 1).Left).Select(t => t.Image)],
            Obstacle = obstacle,
        };
    }

    private OcrImage? TryExtract(in PlacedImage image, out string obstacle)
    {
        try
        {
            return ImageExtractor.Extract(image, Page, out obstacle);
        }
        catch (Exception e) when (ReadSession.IsOfParsing(e))
        {
            obstacle = e is Jbig2Exception ? $"a JBIG2 image cannot be read: {e.Message}" : $"an image is damaged ({e.GetType().Name})";
            return null;
        }
    }

    private static double Top(in Matrix placement)
    {
        var box = placement.Bounds(0, 0, 1, 1);
        return box.Bottom + box.Height;
    }

    private static double Overlap(in Matrix first, in Matrix second)
    {
        var (a, b) = (first.Bounds(0, 0, 1, 1), second.Bounds(0, 0, 1, 1));
        var width = Math.Min(a.Left + a.Width, b.Left + b.Width) - Math.Max(a.Left, b.Left);
        var height = Math.Min(a.Bottom + a.Height, b.Bottom + b.Height) - Math.Max(a.Bottom, b.Bottom);
        return width <= 0 || height <= 0 ? 0 : width * height / Math.Max(1e-6, Math.Min(a.Width * a.Height, b.Width * b.Height));
    }
}
