using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Leaves out controls and makes all sorts of spaces one, as the rules "nmt" of SentencePiece do.</summary>
internal sealed class NmtNormalizer : Normalizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        var chars = text.Chars;
        text.Begin();
        for (var i = 0; i < chars.Length;)
        {
            var traits = UnicodeTables.Traits[CodePoints.At(chars, i, out var units)];
            i += units;
            if ((traits & CodePointTraits.NmtRemoved) != 0) text.Drop(units);
            else if ((traits & CodePointTraits.NmtSpace) != 0) text.Replace(' ');
            else text.Keep(units);
        }

        text.End();
    }
}
