using System.Runtime.InteropServices;
using Edify.Rag.Documents.Pdf.Fonts;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Pdf.Tagging;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Marked-content sequences: hidden layers, replacement text, artifacts, and what belongs to elements of the structure tree.</summary>
/// <remarks>ISO 32000-2, 14.6, 14.8.2.2 and 14.9.4.</remarks>
internal sealed class MarkedContent(PageContent page, OptionalContent layers, PdfBudget budget)
{
    private const int MaxDepth = 10_000;

    // Replacement text is decoded at its end only: thousands of open sequences may share the bytes of one.
    private readonly record struct Sequence(bool IsHidden, byte[]? ActualText, int FirstGlyph, ContentMark Outer);

    private readonly Stack<Sequence> _open = new();
    private int _hidden;
    private int _replaced;

    /// <summary>Whether text shown now is not to be seen.</summary>
    public bool IsHidden => _hidden > 0;

    /// <summary>Key in the parent tree of the stream that is executed; -1 when it has none.</summary>
    public int Owner { get; set; } = -1;

    /// <summary>How many sequences are open; see <see cref="CloseTo"/>.</summary>
    public int Depth => _open.Count;

    public void Begin(string? tag, PdfObject? properties = null)
    {
        if (_open.Count >= MaxDepth) return;
        var dictionary = PdfDictionary.AsDictionary(properties is PdfReference reference ? reference.Resolve() : properties);
        var isHidden = tag == "OC" && layers.IsHidden(properties);
        if (isHidden) _hidden++;
        var actual = dictionary?.Bytes("ActualText");
        if (actual is not null) page.AwaitsReplacement = ++_replaced > 0;
        _open.Push(new Sequence(isHidden, actual, page.Glyphs.Count, page.Marks.Current));
        if (tag == "Artifact") page.Marks.Switch(ContentMark.Of(KindOf(dictionary)), page.Glyphs.Count);
        else if (Owner >= 0 && dictionary?["MCID"] is PdfNumber { Value: >= 0 } id) page.Marks.Switch(new ContentMark(Owner, (int)id.Value), page.Glyphs.Count);
    }

    public void End()
    {
        if (!_open.TryPop(out var sequence)) return;
        if (sequence.IsHidden) _hidden--;
        if (sequence.ActualText is not null)
        {
            page.AwaitsReplacement = --_replaced > 0;
            if (sequence.FirstGlyph < page.Glyphs.Count) Replace(sequence.FirstGlyph, PdfText.Decode(sequence.ActualText));
        }

        page.Marks.Switch(sequence.Outer, page.Glyphs.Count);
    }

    /// <summary>Ends what a form has left open.</summary>
    public void CloseTo(int depth)
    {
        while (_open.Count > depth) End();
    }

    private static ArtifactKind KindOf(PdfDictionary? artifact) => artifact?.Name("Type") switch
    {
        "Pagination" when artifact.Name("Subtype") is "Header" or "Footer" => ArtifactKind.RunningHead,
        "Pagination" or null => ArtifactKind.Pagination,
        _ => ArtifactKind.Ornament,
    };

    // Replacement text takes the place of one line's glyphs; over several lines the glyphs themselves know better where they are.
    private void Replace(int first, string actual)
    {
        budget.Check();
        var shown = CollectionsMarshal.AsSpan(page.Glyphs)[first..];
        if (!IsOneLine(shown))
        {
            if (!page.AwaitsReplacement) page.TakeBackUndecoded(first);
            return;
        }

        var replacement = shown[0] with { Text = GlyphText.Clean(actual) ?? string.Empty, EndX = shown[^1].EndX, EndY = shown[^1].EndY };
        foreach (var glyph in shown)
        {
            if (glyph.Text == PageContent.UndecodedText) page.Undecoded--;
            // Marks stand above and before what they belong to.
            if (glyph.Angle == 0) replacement = replacement with { X = Math.Min(replacement.X, glyph.X), EndX = Math.Max(replacement.EndX, glyph.EndX) };
        }

        page.TakeBack(first);
        if (replacement.Text.Length > 0 && !page.TryAdd(replacement)) throw budget.TooManyGlyphsOnPage();
    }

    private static bool IsOneLine(ReadOnlySpan<Glyph> glyphs)
    {
        var start = glyphs[0];
        foreach (var glyph in glyphs)
            if (glyph.Angle != start.Angle || Math.Abs(glyph.Y - start.Y) > start.Size * 0.6f && start.Angle is 0 or 180) return false;
        return true;
    }
}
