using Edify.Rag.Documents.Pdf.Fonts;
using Edify.Rag.Documents.Pdf.Syntax;
using Edify.Rag.Documents.Pdf.Tagging;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Turns a page into the glyphs and images it shows, form fields and other annotations included.</summary>
internal sealed class PageInterpreter(OptionalContent layers, PdfBudget budget)
{
    private const int Hidden = 1 << 1;
    private const int NoView = 1 << 5;

    private readonly FontLoader _fonts = new();

    public void Interpret(PdfPage page, PageContent content)
    {
        var isTurned = page.Rotation % 180 == 90;
        content.Reset(isTurned ? page.Box.Height : page.Box.Width, isTurned ? page.Box.Width : page.Box.Height);
        var view = View(page);
        var stream = Join(page.Dictionary["Contents"]);
        Interpreter(content).Run(stream, page.Resources, view, page.Dictionary.Integer("StructParents", -1));
        if (page.Dictionary.Array("Annots") is not { } annotations) return;
        for (var i = 0; i < annotations.Count; i++)
        {
            if (PdfDictionary.AsDictionary(annotations[i]) is not { } annotation || IsHidden(annotation)) continue;
            var before = content.Glyphs.Count;
            content.Marks.Switch(new ContentMark(annotation.Integer("StructParent", -1), -1), before);
            Paint(annotation, content, view);
            if (content.Glyphs.Count == before && FormField.Value(annotation, view) is { } value && !content.TryAdd(value)) throw budget.TooManyGlyphsOnPage();
        }
    }

    private bool IsHidden(PdfDictionary annotation) =>
        (annotation.Integer("F") & (Hidden | NoView)) != 0 || annotation.Name("Subtype") == "Popup" || layers.IsHidden(annotation.Raw("OC"));

    private ContentInterpreter Interpreter(PageContent content) => new(content, _fonts, layers, budget);

    // From default user space to the page as it is viewed, origin at the bottom left.
    private static Matrix View(PdfPage page)
    {
        var (left, bottom, right, top) = (page.Box.Left, page.Box.Bottom, page.Box.Left + page.Box.Width, page.Box.Bottom + page.Box.Height);
        return page.Rotation switch
        {
            90 => new Matrix(0, -1, 1, 0, -bottom, right),
            180 => new Matrix(-1, 0, 0, -1, right, top),
            270 => new Matrix(0, 1, -1, 0, top, -left),
            _ => Matrix.Translation(-left, -bottom),
        };
    }

    // Operators may be split between the streams of a page, but tokens may not (7.8.2).
    private static byte[] Join(PdfObject? contents)
    {
        if (contents is PdfStream single) return single.Decode();
        if (contents is not PdfArray parts) return [];
        using var joined = new MemoryStream();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is not PdfStream part) continue;
            if (joined.Length > PdfBudget.MaxStreamBytes) break;
            joined.Write(part.Decode());
            joined.WriteByte((byte)'\n');
        }

        return joined.ToArray();
    }

    // An annotation's appearance is fitted into its rectangle (12.5.5, algorithm 8).
    private void Paint(PdfDictionary annotation, PageContent content, in Matrix view)
    {
        if (Appearance(annotation) is not { } form || annotation.Numbers("Rect", 4) is not { } rect) return;
        var matrix = Matrix.Of(form.Dictionary.Numbers("Matrix"));
        var box = form.Dictionary.Numbers("BBox", 4) ?? [0, 0, 1, 1];
        var drawn = matrix.Bounds(box[0], box[1], box[2], box[3]);
        var (width, height) = (Math.Abs(rect[2] - rect[0]), Math.Abs(rect[3] - rect[1]));
        if (width == 0 || height == 0) return;
        var scaleX = drawn.Width > 0 ? width / drawn.Width : 1;
        var scaleY = drawn.Height > 0 ? height / drawn.Height : 1;
        var (left, bottom) = (Math.Min(rect[0], rect[2]), Math.Min(rect[1], rect[3]));
        var fit = new Matrix(scaleX, 0, 0, scaleY, left - drawn.Left * scaleX, bottom - drawn.Bottom * scaleY);
        Interpreter(content).Run(form.Decode(), form.Dictionary.Dictionary("Resources"), matrix.Then(fit).Then(view), form.Dictionary.Integer("StructParents", -1));
    }

    private static PdfStream? Appearance(PdfDictionary annotation) => annotation.Dictionary("AP")?["N"] switch
    {
        PdfStream only => only,
        PdfDictionary states when annotation.Name("AS") is { } state => states.Stream(state),
        _ => null,
    };
}
