using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>Begins with characters and merges the pair that was learnt first, as long as there is one.</summary>
/// <remarks>
/// Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", ACL 2016. Two things make it fast and change
/// nothing: a word that is a token and is known to be merged to itself is looked up; and a word is cut where no token that
/// merging makes could lie across.
/// </remarks>
internal sealed class BpeModel : TokenModel
{
    private const byte IsWhole = 1;
    private const byte IsNotWhole = 2;

    private readonly CharTrie _trie;
    private readonly PairFilter? _joints;
    private readonly BpeOptions _options;
    private readonly BpeSymbols _symbols;
    private readonly BpeMerger _merger;

    // Whether a token's own text is merged to it; found out when first asked. Threads that find it out at once find the same.
    private readonly byte[] _wholeness;

    /// <param name="trie">The tokens.</param>
    /// <param name="count">One more than the largest number of a token.</param>
    /// <param name="merges">What is merged, in order.</param>
    /// <param name="joints">Where words may not be cut; <see langword="null"/> if nowhere.</param>
    /// <param name="options">The rest.</param>
    public BpeModel(CharTrie trie, int count, MergeTable merges, PairFilter? joints, BpeOptions options)
    {
        (_trie, _joints, _options) = (trie, joints, options);
        _symbols = new(trie, options);
        _merger = new(merges);
        _wholeness = new byte[count];
    }

    public override void Tokenize(AlignedText text, Workspace workspace)
    {
        var pieces = workspace.Pieces;
        var chars = text.Chars;
        for (var i = 0; i < pieces.Count && !workspace.Sink.IsFull; i++)
        {
            var word = chars.Slice(pieces[i].Start, pieces[i].Length);
            if (TryWhole(word, pieces[i].Start, workspace, out var id)) continue;
            if (_joints is null) Merge(word, pieces[i].Start, id, workspace);
            else CutAndMerge(word, pieces[i].Start, workspace);
        }
    }

    private void CutAndMerge(ReadOnlySpan<char> word, int offset, Workspace workspace)
    {
        for (var start = 0; start < word.Length && !workspace.Sink.IsFull;)
        {
            var end = start + 1;
            while (end < word.Length && (_joints!.MayJoin(word[end - 1], word[end]) || !_symbols.MayPart(word, end))) end++;
            var part = word[start..end];
            if (!TryWhole(part, offset + start, workspace, out var id)) Merge(part, offset + start, id, workspace);
            start = end;
        }
    }

    // Whether the word was added as one token; if not, which token it would be.
    private bool TryWhole(ReadOnlySpan<char> word, int offset, Workspace workspace, out int id)
    {
        var node = _trie.Walk(CharTrie.Root, word);
        if (node >= 0 && _options.Suffix.Length > 0) node = _trie.Walk(node, _options.Suffix);
        id = node < 0 ? CharTrie.None : _trie.ValueAt(node);
        if (id < 0 || !(_options.IgnoresMerges || _wholeness[id] == IsWhole)) return false;
        workspace.Sink.Add(id, offset, offset + word.Length);
        return true;
    }

    private void Merge(ReadOnlySpan<char> word, int offset, int whole, Workspace workspace)
    {
        var symbols = workspace.Symbols;
        symbols.Clear();
        _symbols.Add(word, offset, symbols);
        _merger.Merge(symbols);
        if (whole >= 0 && _wholeness[whole] == 0) _wholeness[whole] = symbols.Count == 1 && symbols.Items[0].Id == whole ? IsWhole : IsNotWhole;
        foreach (ref readonly var symbol in symbols.Items) workspace.Sink.Add(symbol.Id, symbol.Start, symbol.End);
    }
}
