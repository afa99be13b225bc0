using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;

namespace Edify.Rag.Documents.Markdown;

/// <summary>Parses nothing; lets a parse be cancelled, which the library does not.</summary>
/// <remarks>Links that never end make its time grow with the square of a paragraph, so that one file could keep a thread for hours.</remarks>
internal sealed class CancellationParser : InlineParser
{
    private static readonly object TokenKey = new();

    public CancellationParser() => OpeningCharacters = ['[', ']', '!', '<', '`', '*', '_', '~', '&', '|', '\\', '\n'];

    /// <summary>What to hand to the parser, so that the token is observed.</summary>
    /// <param name="cancellationToken">Stops the parse.</param>
    public static MarkdownParserContext ContextFor(CancellationToken cancellationToken)
    {
        var context = new MarkdownParserContext();
        context.Properties[TokenKey] = cancellationToken;
        return context;
    }

    /// <inheritdoc/>
    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (processor.Context?.Properties.GetValueOrDefault(TokenKey) is CancellationToken token) token.ThrowIfCancellationRequested();
        return false;
    }
}
