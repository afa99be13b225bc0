using System.Text;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Pdf.Tagging;

/// <summary>Joins a paragraph that goes on on the next page, so that no sentence is cut where the paper ends.</summary>
/// <remarks>Over one page break only: what runs on further is better cited by its pages.</remarks>
internal static class TaggedContinuation
{
    /// <summary>Moves the start of a page to the paragraph of the page before that it continues.</summary>
    public static void Join(PageTags? page, PageTags? next)
    {
        if (page?.Pieces is not { Count: > 0 } above || next?.Pieces is not { Count: > 0 } below || below[0] is not { Element: > 0 } rest) return;
        if (rest.Kind is ElementKind.Table or ElementKind.Code) return;

        // Notes stand at the foot of the page, behind the paragraph that they interrupt.
        var last = above.FindLastIndex(p => p.Kind is not (ElementKind.Note or ElementKind.Caption));
        if (last < 0 || above[last].Element != rest.Element || above[last].Kind != rest.Kind) return;
        var text = new StringBuilder(above[last].Text);
        LineJoiner.Append(text, rest.Text);
        above[last].Text = text.ToString();
        below.RemoveAt(0);
    }
}
