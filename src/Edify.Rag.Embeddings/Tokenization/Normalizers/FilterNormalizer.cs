using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Leaves out code points, such as accents; none of them is ASCII.</summary>
internal sealed class FilterNormalizer(CodePointTraits removed) : Normalizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        var chars = text.Chars;
        var hasBegun = false;
        var kept = 0;
        for (var i = Math.Max(0, chars.IndexOfAnyExceptInRange('\0', '\x7F')); i < chars.Length;)
        {
            var point = CodePoints.At(chars, i, out var units);
            if (UnicodeTables.Has(point, removed))
            {
                if (!hasBegun) text.Begin();
                hasBegun = true;
                text.Keep(i - kept);
                text.Drop(units);
                kept = i + units;
            }

            i += units;
        }

        if (!hasBegun) return;
        text.Keep(chars.Length - kept);
        text.End();
    }
}
