using System.Buffers;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Vocabulary;

/// <summary>Finds added tokens: the leftmost, and of those the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly CharTrie _trie;
    private readonly AddedToken[] _tokens;
    private readonly SearchValues<char> _firsts;

    /// <param name="tokens">The tokens, each with the text to look for; of equal texts the last one counts.</param>
    public AddedTokenFinder(IReadOnlyList<(string Text, AddedToken Token)> tokens)
    {
        _tokens = [.. tokens.Select(t => t.Token)];
        _trie = new(tokens.Select((t, i) => KeyValuePair.Create(t.Text, i)));
        _firsts = SearchValues.Create([.. tokens.Select(t => t.Text[0]).Distinct()]);
    }

    /// <summary>Goes through the parts of a text: tokens, and what is between them.</summary>
    public Parts Cut(ReadOnlySpan<char> text) => new(this, text);

    private AddedToken? FindAt(ReadOnlySpan<char> text, int start, out int end)
    {
        AddedToken? found = null;
        end = start;
        var node = CharTrie.Root;
        for (var i = start; i < text.Length; i++)
        {
            node = _trie.Step(node, text[i]);
            if (node < 0) break;
            if (_trie.ValueAt(node) is var index and >= 0) (found, end) = (_tokens[index], i + 1);
        }

        return found;
    }

    /// <summary>The parts of a text, one after the other.</summary>
    public ref struct Parts(AddedTokenFinder finder, ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private int _searched;
        private int _done;
        private (AddedToken Token, int Start, int End)? _held;

        /// <summary>The token that the part is, or <see langword="null"/> if it is what a model sees.</summary>
        public AddedToken? Token { get; private set; }

        public int Start { get; private set; }

        public int End { get; private set; }

        public bool MoveNext()
        {
            if (_held is { } held)
            {
                (Token, Start, End, _held) = (held.Token, held.Start, held.End, null);
                return true;
            }

            if (!FindNext(out var token, out var start, out var end))
            {
                (Token, Start, End) = (null, _done, _text.Length);
                _done = _text.Length;
                return Start < End;
            }

            var before = _done;
            _done = end;
            if (before >= start)
            {
                (Token, Start, End) = (token, start, end);
                return true;
            }

            _held = (token, start, end);
            (Token, Start, End) = (null, before, start);
            return true;
        }

        private bool FindNext(out AddedToken token, out int start, out int end)
        {
            while (_searched < _text.Length)
            {
                var next = _text[_searched..].IndexOfAny(finder._firsts);
                if (next < 0) break;
                start = _searched + next;
                if (finder.FindAt(_text, start, out end) is not { } found)
                {
                    _searched = start + 1;
                    continue;
                }

                _searched = end;
                if (found.IsSingleWord && !IsAlone(start, end)) continue;
                token = found;
                if (token.TakesSpaceBefore)
                    while (start > _done && UnicodeTables.Has(_text[start - 1], CodePointTraits.WhiteSpace)) start--;
                if (token.TakesSpaceAfter)
                    while (end < _text.Length && UnicodeTables.Has(_text[end], CodePointTraits.WhiteSpace)) end++;
                return true;
            }

            _searched = _text.Length;
            (token, start, end) = (null!, 0, 0);
            return false;
        }

        private readonly bool IsAlone(int start, int end) =>
            (start == 0 || !UnicodeTables.Has(CodePoints.Before(_text, start), CodePointTraits.Word))
            && (end == _text.Length || !UnicodeTables.Has(CodePoints.At(_text, end), CodePointTraits.Word));
    }
}
