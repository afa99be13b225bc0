using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>Takes the longest token that a word begins with, then the longest continuation, and so on to its end.</summary>
/// <remarks>Schuster and Nakajima, "Japanese and Korean Voice Search", 2012; as BERT uses it. A word with a part that is unknown is unknown as a whole.</remarks>
internal sealed class WordPieceModel(CharTrie trie, int unknownId, string continuation, int mostPoints) : TokenModel
{
    private readonly int _continued = trie.Walk(CharTrie.Root, continuation);

    public override void Tokenize(AlignedText text, Workspace workspace)
    {
        var sink = workspace.Sink;
        var pieces = workspace.Pieces;
        var chars = text.Chars;
        Span<(int Id, int End)> found = stackalloc (int, int)[256];
        for (var i = 0; i < pieces.Count && !sink.IsFull; i++)
        {
            var piece = pieces[i];
            var word = chars.Slice(piece.Start, piece.Length);

            if (word.Length > mostPoints && CodePoints.Count(word) > mostPoints)
            {
                sink.Add(unknownId, piece.Start, piece.End);
                continue;
            }

            if (word.Length > found.Length) found = new (int, int)[word.Length];
            var count = Cut(word, found);
            if (count == 0) sink.Add(unknownId, piece.Start, piece.End);
            for (int k = 0, start = piece.Start; k < count; k++)
            {
                var end = piece.Start + found[k].End;
                sink.Add(found[k].Id, start, end);
                start = end;
            }
        }
    }

    // The number of tokens, or 0 if a part is unknown.
    private int Cut(ReadOnlySpan<char> word, Span<(int Id, int End)> found)
    {
        var count = 0;
        for (var start = 0; start < word.Length;)
        {
            var node = start == 0 ? CharTrie.Root : _continued;
            if (node < 0) return 0;
            var (id, end) = (CharTrie.None, start);
            for (var i = start; i < word.Length; i++)
            {
                node = trie.Step(node, word[i]);
                if (node < 0) break;
                var value = trie.ValueAt(node);
                if (value >= 0) (id, end) = (value, i + 1);
            }

            if (id < 0) return 0;
            found[count++] = (id, end);
            start = end;
        }

        return count;
    }
}
