using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Takes white space off the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : Normalizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        // All white space is of one unit.
        var chars = text.Chars;
        var (start, end) = (0, chars.Length);
        if (left) while (start < end && UnicodeTables.Has(chars[start], CodePointTraits.WhiteSpace)) start++;
        if (right) while (end > start && UnicodeTables.Has(chars[end - 1], CodePointTraits.WhiteSpace)) end--;
        if (start == 0 && end == chars.Length) return;
        text.Begin();
        text.Drop(start);
        text.Keep(end - start);
        text.End();
    }
}
