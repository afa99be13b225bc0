using Edify.Rag.Documents.OpenXml.Drawing;

namespace Edify.Rag.Documents.OpenXml.Pptx;

/// <summary>What a slide says, in the order in which people read it.</summary>
/// <param name="shapes">Its shapes.</param>
/// <param name="number">Its number, from 1.</param>
internal sealed class PptxSlide(IReadOnlyList<DrawnShape> shapes, int number)
{
    private const int LongestTitle = 120;

    /// <summary>Whether it shows nothing but pictures.</summary>
    public bool NeedsOcr => shapes.Any(s => s.IsPicture) && !shapes.Any(s => !IsRunning(s) && s.Read().Any(p => !string.IsNullOrWhiteSpace(p.Text)));

    /// <summary>Reads it; nothing when it has no text.</summary>
    /// <remarks>A slide without a title is headed by the line above all others, else by its number: it is no part of the slide before it.</remarks>
    public IEnumerable<OfficePiece> Read()
    {
        var body = ShapeOrder.Sort([.. shapes.Where(s => !s.IsHidden && !IsRunning(s))]).ToList();
        var title = body.Find(s => IsTitle(s) && s.Line.Length > 0) ?? TitleOf(body);
        if (title is not null) body.Remove(title);

        var pieces = body.SelectMany(s => s.Read()).Where(p => !string.IsNullOrWhiteSpace(p.Text)).ToList();
        if (title is not null) yield return new(ElementKind.Heading, title.Line, 1);
        else if (pieces.Count > 0) yield return new(ElementKind.Heading, $"Slide {number}", 1);
        foreach (var piece in pieces) yield return piece;
        foreach (var shape in shapes.Where(s => IsRunning(s) && !s.IsHidden)) yield return new(ElementKind.RunningHead, shape.Line);
    }

    private static bool IsTitle(DrawnShape shape) => shape.Placeholder is "title" or "ctrTitle";

    private static bool IsRunning(DrawnShape shape) => shape.Placeholder is "dt" or "ftr" or "sldNum" or "hdr";

    private static DrawnShape? TitleOf(List<DrawnShape> body)
    {
        var texts = body.Where(s => s.Read().Any(p => !string.IsNullOrWhiteSpace(p.Text))).Take(2).ToList();
        return texts is [{ Pieces.Count: 0, Children.Count: 0, Alternative: null } first, _] && first.Line.Length is > 0 and <= LongestTitle
            && first.Paragraphs.Count(p => !string.IsNullOrWhiteSpace(p.Text)) == 1 && first.Read().First(p => !string.IsNullOrWhiteSpace(p.Text)).Kind == ElementKind.Paragraph
            ? first
            : null;
    }
}
