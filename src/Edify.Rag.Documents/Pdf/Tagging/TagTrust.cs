using Edify.Rag.Documents.Pdf.Content;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Judges whether the tags of a page tell more of it than its looks do.</summary>
/// <remarks>
/// They must cover the text, run down the page and its columns as people read, and know more than paragraphs: many programs
/// tag everything as one.
/// </remarks>
internal static class TagTrust
{
    private const double MinShare = 0.9;
    private const double MostBackwards = 0.25;
    private const int FewBackwards = 2;
    private const double SameColumn = 0.5;
    private const int MaxPieceLength = 20_000;

    /// <summary>Whether an element is known for nearly all that the page shows.</summary>
    public static bool Covers(int tagged, int untagged) => tagged > 0 && tagged >= MinShare * (tagged + untagged);

    /// <summary>Whether the pieces can be taken for the page.</summary>
    /// <param name="pieces">The page, in logical order.</param>
    /// <param name="hasHeadings">Whether tags of the document have told a heading so far.</param>
    public static bool IsPlausible(List<TaggedPiece> pieces, bool hasHeadings) =>
        (hasHeadings || pieces.Exists(p => p.Kind != ElementKind.Paragraph))
        && pieces.TrueForAll(p => p.Text.Length < MaxPieceLength || p.Kind is ElementKind.Table or ElementKind.Code)
        && RunsDown(pieces);

    private static bool RunsDown(List<TaggedPiece> pieces)
    {
        int pairs = 0, backwards = 0;
        TaggedPiece? above = null;
        foreach (var piece in pieces)
        {
            // Notes and captions are called where they are referred to, wherever they stand.
            if (piece.Bounds.IsEmpty || piece.Kind is ElementKind.Note or ElementKind.Caption) continue;
            if (above is not null)
            {
                pairs++;
                if (piece.Bounds.Bottom > above.Bounds.Top + piece.Bounds.Size * 0.5f && piece.Bounds.Overlap(above.Bounds) > SameColumn) backwards++;
            }

            above = piece;
        }

        return backwards <= Math.Max(FewBackwards, MostBackwards * pairs);
    }

    /// <summary>Glyphs that are seen.</summary>
    public static int CountInk(List<Glyph> glyphs) => glyphs.Count(g => !string.IsNullOrWhiteSpace(g.Text));
}
