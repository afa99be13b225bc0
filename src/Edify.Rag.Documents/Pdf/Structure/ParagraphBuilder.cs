using System.Text;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Cuts blocks into paragraphs by spacing, indents, short last lines, list markers and changes of type.</summary>
internal static class ParagraphBuilder
{
    private const float SizeChange = 1.12f;
    private const float ExtraLeading = 1.25f;
    private const float MinIndent = 0.8f;
    private const float MaxIndent = 5;
    private const float SameIndent = 0.3f;
    private const float ShortLine = 0.8f;

    public static List<Paragraph> Build(LaidOutPage page)
    {
        var paragraphs = new List<Paragraph>();
        foreach (var block in page.Blocks)
        {
            var first = paragraphs.Count;
            if (block.Table is not null) paragraphs.Add(Make(page, block.Lines, block.Table) with { IsTable = true });
            else Split(page, block, paragraphs);
            if (block.Angle == page.Blocks[0].Angle) continue;
            for (var i = first; i < paragraphs.Count; i++) paragraphs[i] = paragraphs[i] with { IsTurned = true };
        }

        return paragraphs;
    }

    private static void Split(LaidOutPage page, TextBlock block, List<Paragraph> paragraphs)
    {
        var leading = TypicalLeading(block.Lines);
        var lines = new List<TextLine>();
        foreach (var line in block.Lines)
        {
            if (lines.Count > 0 && (line.IsMonospaced != lines[^1].IsMonospaced || !line.IsMonospaced && Begins(line, lines, block, leading)))
            {
                Add(page, lines, paragraphs);
                lines.Clear();
            }

            lines.Add(line);
        }

        Add(page, lines, paragraphs);
    }

    private static bool Begins(TextLine line, List<TextLine> paragraph, TextBlock block, float leading)
    {
        var last = paragraph[^1];
        if (LineJoiner.IsCut(last.Text, line.Text) && line.Y - last.Y <= ExtraLeading * leading) return false;
        if (Math.Max(line.Size, last.Size) > SizeChange * Math.Min(line.Size, last.Size) || line.IsBold != last.IsBold) return true;
        if (line.Y - last.Y > ExtraLeading * leading || ListMarker.Begins(line.Text) || IsEntry(last.Text) && IsEntry(line.Text)) return true;
        if (last.Width < ShortLine * (block.EndX - block.X) && EndsSentence(last.Text) && last.EndX < line.EndX) return true;
        var indent = line.X - last.X;
        if (Hangs(line, paragraph[0])) return false;
        var isCentred = Math.Abs(line.X + line.EndX - last.X - last.EndX) < line.Size;
        return indent > MinIndent * line.Size && indent < MaxIndent * line.Size && !isCentred && !ListMarker.Begins(paragraph[0].Text);
    }

    // "2.1 A heading that" and below it, where its words begin, "goes on".
    private static bool Hangs(TextLine line, TextLine first) =>
        first.Words.Count > 1 && Math.Abs(line.X - first.Words[1].X) < SameIndent * line.Size
        && (ListMarker.IsMarker(first.Words[0].Text) || first.Words[0].Text.All(char.IsAsciiDigit));

    private static float TypicalLeading(List<TextLine> lines)
    {
        if (lines.Count < 3) return lines.Max(l => l.Size) * 1.4f;
        var leadings = new float[lines.Count - 1];
        for (var i = 1; i < lines.Count; i++) leadings[i - 1] = lines[i].Y - lines[i - 1].Y;
        Array.Sort(leadings);
        return leadings[(leadings.Length - 1) / 2];
    }

    private static void Add(LaidOutPage page, List<TextLine> lines, List<Paragraph> paragraphs)
    {
        if (lines[0].IsMonospaced && CodeText.IsCode(lines))
        {
            paragraphs.Add(Make(page, lines, CodeText.Join(lines)) with { IsCode = true });
            return;
        }

        var text = new StringBuilder();
        foreach (var line in lines) LineJoiner.Append(text, line.Text);
        text.Replace("\u00AD", null); // soft hyphens that no line ended with
        var plain = DotLeaders.Collapse(text.ToString());
        if (plain.Length == 0) return;
        var paragraph = Make(page, lines, plain);
        if (paragraphs.Count > 0 && Continues(paragraphs[^1], paragraph)) paragraphs[^1] = Join(paragraphs[^1], paragraph);
        else paragraphs.Add(paragraph);
    }

    // A sentence that stops in mid-air at the foot of a column goes on at the head of the next.
    private static bool Continues(Paragraph first, Paragraph second) =>
        !first.IsTable && !first.IsCode && first.LineCount > 2 && char.IsLower(second.Text[0]) && second.Depth < first.Depth
        && (char.IsLetter(first.Text[^1]) || first.Text[^1] is ',' or '-' or '\u00AD' or '\u2010')
        && Math.Abs(first.Size - second.Size) < 0.1f * first.Size && first.IsBold == second.IsBold;

    private static Paragraph Join(Paragraph first, Paragraph second)
    {
        var text = new StringBuilder(first.Text);
        LineJoiner.Append(text, second.Text);
        return first with { Text = text.ToString(), LineCount = first.LineCount + second.LineCount };
    }

    private static Paragraph Make(LaidOutPage page, List<TextLine> lines, string text)
    {
        var first = lines[0];
        var fromTop = page.Height > 0 ? Math.Clamp(1 + first.Y / page.Height, 0, 1) : 0;
        return new Paragraph(text, lines.Count, lines.Max(l => l.Size), lines.TrueForAll(l => l.IsBold), first.X, fromTop);
    }

    // "Chapter 4 ..... 31" or "Preface 7", as in tables of contents.
    private static bool IsEntry(string line)
    {
        var title = line.AsSpan().TrimEnd("0123456789");
        if (line.Length - title.Length is < 1 or > 4 || title.IsEmpty || !char.IsLetter(line[0]) || char.IsLower(line[0])) return false;
        var leaders = title.Length - title.TrimEnd(" .").Length;
        return leaders > 3 || title[^1] == ' ' && !title.ContainsAny(".,;");
    }

    private static bool EndsSentence(string line) => line[^1] is '.' or '!' or '?' or ':' or ';' or '"' or '”' or '»' or '。';
}
