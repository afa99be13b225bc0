using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization;

/// <summary>The way from a text to its tokens: added tokens, normalizer, pre-tokenizer, model.</summary>
internal sealed class TokenPipeline
{
    private readonly TokenizerParts _parts;
    private readonly AddedTokenFinder? _inOriginal;
    private readonly AddedTokenFinder? _inNormalized;

    public TokenPipeline(TokenizerParts parts)
    {
        _parts = parts;
        var original = parts.AddedTokens.Where(t => !t.IsNormalized && t.Content.Length > 0).Select(t => (t.Content, t)).ToList();
        var normalized = parts.AddedTokens.Where(t => t.IsNormalized).Select(t => (Content: Normalize(t.Content), t)).Where(t => t.Content.Length > 0).ToList();
        if (original.Count > 0) _inOriginal = new(original);
        if (normalized.Count > 0) _inNormalized = new(normalized);
    }

    /// <summary>Finds the tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">Takes them; <see langword="null"/> to count only.</param>
    /// <param name="typeId">Their segment.</param>
    /// <param name="most">How many are wanted; a few more may be found.</param>
    /// <param name="workspace">Memory to work in.</param>
    /// <returns>How many were found.</returns>
    public int Run(ReadOnlySpan<char> text, TokenBuffer? into, byte typeId, int most, Workspace workspace)
    {
        var sink = workspace.Sink;
        sink.Begin(into, typeId, most);
        if (_inOriginal is null)
        {
            RunOriginal(text, 0, into is not null, workspace);
            return sink.Count;
        }

        var parts = _inOriginal.Cut(text);
        while (!sink.IsFull && parts.MoveNext())
        {
            if (parts.Token is { } token) sink.Add(token.Id, new TokenSpan(parts.Start, parts.End - parts.Start));
            else RunOriginal(text[parts.Start..parts.End], parts.Start, into is not null, workspace);
        }

        return sink.Count;
    }

    private void RunOriginal(ReadOnlySpan<char> text, int origin, bool isTracked, Workspace workspace)
    {
        workspace.Text.Load(text, origin, isTracked);
        _parts.Normalizer?.Apply(workspace.Text, workspace);
        if (_inNormalized is null)
        {
            RunNormalized(workspace.Text, workspace);
            return;
        }

        var parts = _inNormalized.Cut(workspace.Text.Chars);
        while (!workspace.Sink.IsFull && parts.MoveNext())
        {
            if (parts.Token is { } token)
            {
                workspace.Sink.Enter(workspace.Text);
                workspace.Sink.Add(token.Id, parts.Start, parts.End);
                continue;
            }

            workspace.Part.Load(workspace.Text, parts.Start, parts.End - parts.Start);
            RunNormalized(workspace.Part, workspace);
        }
    }

    private void RunNormalized(AlignedText text, Workspace workspace)
    {
        if (text.Length == 0) return;
        workspace.Pieces.Reset(text.Length);
        _parts.PreTokenizer?.Apply(text, workspace);
        workspace.Sink.Enter(text);
        _parts.Model.Tokenize(text, workspace);
    }

    private string Normalize(string content)
    {
        if (_parts.Normalizer is null) return content;
        var workspace = new Workspace();
        workspace.Text.Load(content, 0, isTracked: false);
        _parts.Normalizer.Apply(workspace.Text, workspace);
        return workspace.Text.Chars.ToString();
    }
}
