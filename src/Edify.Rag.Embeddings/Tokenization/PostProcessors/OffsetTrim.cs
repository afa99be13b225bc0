using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization.PostProcessors;

/// <summary>Takes the spaces at the ends of tokens out of their offsets; the tokens keep them.</summary>
/// <param name="addsPrefixSpace">Whether the first space of a text is one that was put there, and has no place to give up.</param>
internal sealed class OffsetTrim(bool addsPrefixSpace)
{
    /// <summary>Changes the tokens of one text, from a place in the buffer on.</summary>
    public void Apply(ReadOnlySpan<char> text, TokenBuffer buffer, int first, TokenTable tokens)
    {
        for (var i = first; i < buffer.Count; i++)
        {
            // An added token is what was found of it in the text, with the spaces that it took.
            var id = buffer.Ids[i];
            var token = tokens.IsAdded(id) ? text.Slice(buffer.Spans[i].Start, buffer.Spans[i].Length) : tokens[id].AsSpan();
            var (before, after) = (SpacesBefore(token), SpacesAfter(token));
            if (before == 0 && after == 0) continue;
            var span = buffer.Spans[i];
            var (start, end) = (span.Start, span.End);
            if (before > 0 && addsPrefixSpace && (i == first || start == 0)) before--;
            start = Math.Min(start + before, end);
            if (after > 0 && end >= after) end = Math.Max(end - after, start);
            buffer.SetSpan(i, new(start, end - start));
        }
    }

    private static bool IsSpace(char c) => c == ByteAlphabet.Space || UnicodeTables.Has(c, CodePointTraits.WhiteSpace);

    private static int SpacesBefore(ReadOnlySpan<char> token)
    {
        var count = 0;
        while (count < token.Length && IsSpace(token[count])) count++;
        return count;
    }

    private static int SpacesAfter(ReadOnlySpan<char> token)
    {
        var count = 0;
        while (count < token.Length && IsSpace(token[^(count + 1)])) count++;
        return count;
    }
}
