using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.Models;

/// <summary>Takes the tokens whose scores sum up to most, by Viterbi's algorithm.</summary>
/// <remarks>Kudo, "Subword Regularization", ACL 2018. What no token covers is unknown, one token for all of it in a row.</remarks>
internal sealed class UnigramModel : TokenModel
{
    // What an unknown character costs beyond the least likely token.
    private const double UnknownPenalty = 10;

    private readonly CharTrie _trie;
    private readonly double[] _scores;
    private readonly int? _unknownId;
    private readonly int[]? _bytes;
    private readonly double _unknownScore;

    /// <param name="trie">The tokens.</param>
    /// <param name="scores">Their logarithmic probabilities.</param>
    /// <param name="unknownId">The token of what is unknown; without one, text that needs it cannot be encoded.</param>
    /// <param name="bytes">The tokens of the 256 bytes, where the unknown is written as bytes.</param>
    public UnigramModel(CharTrie trie, double[] scores, int? unknownId, int[]? bytes)
    {
        (_trie, _scores, _unknownId, _bytes) = (trie, scores, unknownId, bytes);
        _unknownScore = (scores.Length > 0 ? scores.Min() : 0) - UnknownPenalty;
    }

    public override void Tokenize(AlignedText text, Workspace workspace)
    {
        var pieces = workspace.Pieces;
        var chars = text.Chars;
        for (var i = 0; i < pieces.Count && !workspace.Sink.IsFull; i++)
        {
            var piece = pieces[i];
            workspace.Lattice.Reset(piece.Length);
            var steps = workspace.Lattice.Steps.AsSpan(0, piece.Length + 1);
            var word = chars.Slice(piece.Start, piece.Length);
            FindBest(word, steps);
            Emit(word, steps, piece.Start, workspace.Sink);
        }
    }

    private void FindBest(ReadOnlySpan<char> word, Span<ViterbiLattice.Step> steps)
    {
        for (var start = 0; start < word.Length;)
        {
            var score = steps[start].Score;
            var units = char.IsHighSurrogate(word[start]) ? 2 : 1;
            var hasSingle = false;
            var node = CharTrie.Root;
            for (var end = start + 1; end <= word.Length; end++)
            {
                node = _trie.Step(node, word[end - 1]);
                if (node < 0) break;
                var id = _trie.ValueAt(node);
                if (id < 0) continue;
                ref var target = ref steps[end];
                var candidate = _scores[id] + score;
                if (target.Start < 0 || candidate > target.Score) target = new(candidate, start, id);
                if (end - start == units) hasSingle = true;
            }

            if (!hasSingle)
            {
                ref var target = ref steps[start + units];
                var candidate = _unknownScore + score;
                if (target.Start < 0 || candidate > target.Score) target = new(candidate, start, CharTrie.None);
            }

            start += units;
        }
    }

    // The way leads from the end to the start: its steps are turned round in place, then told in order.
    private void Emit(ReadOnlySpan<char> word, Span<ViterbiLattice.Step> steps, int offset, TokenSink sink)
    {
        var end = word.Length;
        var next = -1;
        while (end > 0)
        {
            ref var step = ref steps[end];
            var start = step.Start;
            step.Start = next;
            next = end;
            end = start;
        }

        var from = 0;
        while (next >= 0)
        {
            var id = steps[next].Id;
            var to = next;
            next = steps[next].Start;
            if (IsUnknown(id))
            {
                while (next >= 0 && IsUnknown(steps[next].Id))
                {
                    to = next;
                    next = steps[next].Start;
                }

                EmitUnknown(word[from..to], offset + from, sink);
            }
            else
            {
                sink.Add(id, offset + from, offset + to);
            }

            from = to;
        }
    }

    // The text may hold the unknown token itself.
    private bool IsUnknown(int id) => id < 0 || id == _unknownId;

    private void EmitUnknown(ReadOnlySpan<char> text, int start, TokenSink sink)
    {
        if (_trie.Find(text) is var known and >= 0)
        {
            sink.Add(known, start, start + text.Length);
            return;
        }

        // All bytes must be there for it to be written as bytes. They all lie where the whole of it does.
        if (_bytes is { } bytes && AllBytes(text, bytes))
        {
            Span<byte> utf8 = stackalloc byte[4];
            foreach (var rune in text.EnumerateRunes())
            {
                var length = rune.EncodeToUtf8(utf8);
                foreach (var b in utf8[..length]) sink.Add(bytes[b], start, start + text.Length);
            }

            return;
        }

        sink.Add(
            _unknownId ?? throw new RagConfigurationException("The tokenizer has no token for what it does not know, and met something that it does not know."),
            start,
            start + text.Length);
    }

    private static bool AllBytes(ReadOnlySpan<char> text, int[] bytes)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            foreach (var b in utf8[..length])
                if (bytes[b] < 0) return false;
        }

        return true;
    }
}
