namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>What a page shows; reused from page to page.</summary>
internal sealed class PageContent
{
    /// <summary>Fewer characters than this beside an image count as no text: a page number, a scanner's stamp.</summary>
    private const int HardlyAnyText = 16;

    private const double MuchOfThePage = 0.5;

    public List<Glyph> Glyphs { get; } = new(4096);

    /// <summary>Drawn lines along and across the page.</summary>
    public List<Ruling> Rulings { get; } = [];

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Characters that no font could decode.</summary>
    public int Undecoded { get; set; }

    /// <summary>Area of the images as a share of the page's; overlapping ones count twice.</summary>
    public double ImageShare { get; private set; }

    /// <summary>Whether the text of the page is in an image.</summary>
    public bool NeedsOcr => ImageShare >= MuchOfThePage && Glyphs.Count < HardlyAnyText && Glyphs.Sum(g => g.Text.Trim().Length) < HardlyAnyText;

    public void Reset(double width, double height)
    {
        Glyphs.Clear();
        Rulings.Clear();
        (Width, Height, Undecoded, ImageShare) = (width, height, 0, 0);
    }

    public void AddImage(in Matrix placement)
    {
        var box = placement.Bounds(0, 0, 1, 1);
        var width = Math.Min(box.Left + box.Width, Width) - Math.Max(box.Left, 0);
        var height = Math.Min(box.Bottom + box.Height, Height) - Math.Max(box.Bottom, 0);
        if (width > 0 && height > 0) ImageShare += width * height / (Width * Height);
    }
}
