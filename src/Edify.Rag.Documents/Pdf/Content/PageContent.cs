using Edify.Rag.Documents.Pdf.Images;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Pdf.Tagging;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>What a page shows; reused from page to page.</summary>
internal sealed class PageContent
{
    /// <summary>Fewer characters than this beside an image count as no text: a page number, a scanner's stamp.</summary>
    private const int HardlyAnyText = 16;

    private const double MuchOfThePage = 0.5;

    /// <summary>Fewer undecodable characters than this are no text that is missed.</summary>
    private const int SomeText = 16;

    private const double ShareWorthKeeping = 0.02;
    private const int MaxImages = 64;

    public List<Glyph> Glyphs { get; } = new(4096);

    /// <summary>Letters of all glyphs, since one glyph may stand for many; what the budget of a page is measured by.</summary>
    public long Letters { get; private set; }

    /// <summary>Drawn lines along and across the page.</summary>
    public List<Ruling> Rulings { get; } = [];

    /// <summary>What its glyphs belong to.</summary>
    public ContentMarks Marks { get; } = new();

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Stands in for an undecodable character until it is known whether replacement text covers it.</summary>
    public const string UndecodedText = "\uFFFD";

    /// <summary>Whether what is shown now may be replaced by other text.</summary>
    public bool AwaitsReplacement { get; set; }

    /// <summary>Characters that no font could decode, and that no replacement text covers.</summary>
    public int Undecoded { get; set; }

    /// <summary>Area of the images as a share of the page's; overlapping ones count twice.</summary>
    public double ImageShare { get; private set; }

    /// <summary>Its larger images.</summary>
    public List<PlacedImage> Images { get; } = [];

    /// <summary>Whether most of its text could not be decoded.</summary>
    public bool IsIllegible => Undecoded >= SomeText && Undecoded > Glyphs.Count;

    /// <summary>Why its text has to be recognized; <see langword="null"/> where it has not.</summary>
    public string? NeedsOcr
    {
        get
        {
            if (IsIllegible) return "Most of its characters can't be decoded.";
            var isScan = ImageShare >= MuchOfThePage && Glyphs.Count < HardlyAnyText && Glyphs.Sum(g => g.Text.Trim().Length) < HardlyAnyText;
            return isScan ? FormattableString.Invariant($"Images cover {Math.Min(1, ImageShare):P0} of the page; it has hardly any text.") : null;
        }
    }

    public void Reset(double width, double height)
    {
        Glyphs.Clear();
        Rulings.Clear();
        Marks.Clear();
        Images.Clear();
        (Width, Height, Undecoded, ImageShare, Letters, AwaitsReplacement) = (width, height, 0, 0, 0, false);
    }

    /// <summary>Adds a glyph; false when the page is full.</summary>
    public bool TryAdd(in Glyph glyph)
    {
        Letters += glyph.Text.Length;
        if (Letters > PdfBudget.MaxGlyphsPerPage) return false;
        Glyphs.Add(glyph);
        return true;
    }

    /// <summary>Takes back the stand-ins of undecodable characters from one glyph to the last.</summary>
    public void TakeBackUndecoded(int first)
    {
        var kept = first;
        for (var i = first; i < Glyphs.Count; i++)
            if (Glyphs[i].Text != UndecodedText) Glyphs[kept++] = Glyphs[i];
        Letters -= Glyphs.Count - kept;
        Glyphs.RemoveRange(kept, Glyphs.Count - kept);
    }

    /// <summary>Takes back the glyphs from one to the last.</summary>
    public void TakeBack(int first)
    {
        for (var i = first; i < Glyphs.Count; i++) Letters -= Glyphs[i].Text.Length;
        Glyphs.RemoveRange(first, Glyphs.Count - first);
    }

    /// <param name="placement">From the unit square to the page.</param>
    /// <param name="image">The image; <see langword="null"/> for one that cannot be taken out of the file.</param>
    public void AddImage(in Matrix placement, PdfStream? image = null)
    {
        var share = ShareOf(placement);
        ImageShare += share;
        if (image is not null && share >= ShareWorthKeeping && Images.Count < MaxImages) Images.Add(new PlacedImage(image, placement, share));
    }

    /// <summary>Whether an image in a place would be kept.</summary>
    public bool TakesImage(in Matrix placement) => Images.Count < MaxImages && ShareOf(placement) >= ShareWorthKeeping;

    private double ShareOf(in Matrix placement)
    {
        var box = placement.Bounds(0, 0, 1, 1);
        var width = Math.Min(box.Left + box.Width, Width) - Math.Max(box.Left, 0);
        var height = Math.Min(box.Bottom + box.Height, Height) - Math.Max(box.Bottom, 0);
        return width <= 0 || height <= 0 ? 0 : width * height / (Width * Height);
    }
}
