using Edify.Rag.Embeddings.Tokenization.Unicode;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>Makes the symbols that merging begins with: characters, bytes of unknown ones, or the unknown token.</summary>
internal sealed class BpeSymbols(CharTrie trie, BpeOptions options)
{
    private readonly int _continued = trie.Walk(CharTrie.Root, options.Prefix);
    private readonly bool _isPlain = options.Prefix.Length == 0 && options.Suffix.Length == 0;

    /// <summary>Whether a word may be cut here for all that unknown characters have to do with it.</summary>
    public bool MayPart(ReadOnlySpan<char> word, int place)
    {
        if (char.IsLowSurrogate(word[place])) return false;
        if (!options.FusesUnknown || options.UnknownId is null) return true;
        return IsKnown(word, place) || IsKnown(word, place - (char.IsLowSurrogate(word[place - 1]) ? 2 : 1));
    }

    public void Add(ReadOnlySpan<char> word, int offset, SymbolList into)
    {
        // Unknown characters in a row wait for the last of them.
        var (unknownStart, unknownEnd) = (-1, -1);
        for (int i = 0, units; i < word.Length; i += units)
        {
            units = CodePoints.UnitsAt(word, i);
            var (start, end) = (offset + i, offset + i + units);
            var id = IdOf(word.Slice(i, units), isFirst: i == 0, isLast: i + units == word.Length);
            if (id < 0)
            {
                if (options.Bytes is { } bytes && AddBytes(word.Slice(i, units), start, bytes, into)) continue;
                if (options.UnknownId is not { } unknown) continue;
                if (unknownStart >= 0 && !options.FusesUnknown)
                {
                    into.Add(unknown, unknownStart, unknownEnd);
                    unknownStart = start;
                }

                (unknownStart, unknownEnd) = (unknownStart < 0 ? start : unknownStart, end);
                continue;
            }

            if (unknownStart >= 0) into.Add(options.UnknownId!.Value, unknownStart, unknownEnd);
            unknownStart = -1;
            into.Add(id, start, end);
        }

        if (unknownStart >= 0) into.Add(options.UnknownId!.Value, unknownStart, unknownEnd);
    }

    private bool IsKnown(ReadOnlySpan<char> word, int index) => IdOf(word.Slice(index, CodePoints.UnitsAt(word, index)), isFirst: true, isLast: true) >= 0;

    private int IdOf(ReadOnlySpan<char> character, bool isFirst, bool isLast)
    {
        if (_isPlain) return trie.Find(character);
        var node = isFirst ? CharTrie.Root : _continued;
        if (node >= 0) node = trie.Walk(node, character);
        if (node >= 0 && isLast) node = trie.Walk(node, options.Suffix);
        return node < 0 ? CharTrie.None : trie.ValueAt(node);
    }

    private static bool AddBytes(ReadOnlySpan<char> character, int start, int[] bytes, SymbolList into)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var length = CodePoints.ToUtf8(CodePoints.At(character, 0), utf8);
        foreach (var b in utf8[..length])
            if (bytes[b] < 0) return false;
        foreach (var b in utf8[..length]) into.Add(bytes[b], start, start + character.Length);
        return true;
    }
}
