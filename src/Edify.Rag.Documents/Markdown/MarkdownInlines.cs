using System.Text;
using Markdig.Syntax.Inlines;

namespace Edify.Rag.Documents.Markdown;

/// <summary>The text of inline content without its formatting: of links their text, of images what replaces them.</summary>
internal static class MarkdownInlines
{
    /// <summary>Text of the inlines.</summary>
    /// <param name="inlines">The content of a block.</param>
    public static string TextOf(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        if (inlines is not null) Append(text, inlines);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ContainerInline container)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                case CodeInline code: text.Append(code.Content); break;
                case LineBreakInline: text.Append('\n'); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case AutolinkInline link: text.Append(link.Url); break;
                case HtmlInline html when html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase): text.Append('\n'); break;
                case DelimiterInline delimiter:
                    // A bracket or an asterisk that turned out to stand for itself.
                    text.Append(delimiter.ToLiteral());
                    Append(text, delimiter);
                    break;
                case ContainerInline inner: Append(text, inner); break;
            }
        }
    }
}
