using System.Buffers;
using System.Text;
using Edify.Rag.Documents.Pdf.Layout;

namespace Edify.Rag.Documents.Pdf.Structure;

/// <summary>Writes lines of a program as they stand: in type of equal widths, places are columns.</summary>
internal static class CodeText
{
    private const int MaxColumn = 400;
    private const float BlankLine = 1.6f;

    private static readonly SearchValues<char> Signs = SearchValues.Create(";{}()[]=<>$#/\\|_");

    /// <summary>Whether lines in such type are a program, and not an address or a name in running text.</summary>
    public static bool IsCode(List<TextLine> lines) => lines.Exists(l => l.Text.AsSpan().ContainsAny(Signs));

    public static string Join(List<TextLine> lines)
    {
        var left = lines.Min(l => l.X);
        var widest = lines.SelectMany(l => l.Words).MaxBy(w => w.Text.Length)!;
        var width = Math.Max((widest.EndX - widest.X) / widest.Text.Length, 0.1f);
        var leading = lines.Count > 1 ? Enumerable.Range(1, lines.Count - 1).Min(i => lines[i].Y - lines[i - 1].Y) : 0;
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0) text.Append(lines[i].Y - lines[i - 1].Y > BlankLine * leading ? "\n\n" : "\n");
            var start = text.Length;
            foreach (var word in lines[i].Words)
            {
                var column = Math.Clamp((int)MathF.Round((word.X - left) / width), 0, MaxColumn);
                var written = text.Length - start;
                text.Append(' ', Math.Max(column - written, written > 0 ? 1 : 0)).Append(word.Text);
            }
        }

        return text.ToString();
    }
}
