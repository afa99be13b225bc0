using Edify.Rag.Embeddings.Tokenization.Normalizers;
using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>Cuts into words as GPT-2 does, and writes them as the characters of their bytes.</summary>
/// <param name="addsPrefixSpace">Whether a piece that does not begin with a space gets one.</param>
/// <param name="cutsWords">Whether to cut at all, rather than take the pieces as they are.</param>
internal sealed class ByteLevelPreTokenizer(bool addsPrefixSpace, bool cutsWords) : PreTokenizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        var pieces = workspace.Pieces;
        if (addsPrefixSpace) PrependNormalizer.PrependToPieces(text, pieces, " ", firstOnly: false);
        if (cutsWords) Gpt2Words.Cut(text.Chars, pieces);

        text.Begin();
        pieces.Begin();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            text.Drop(piece.Start - text.Consumed);
            var start = text.Written;
            ByteAlphabet.Write(text, piece.Length);
            pieces.Add(start, text.Written - start);
        }

        text.End();
        pieces.End();
    }
}
