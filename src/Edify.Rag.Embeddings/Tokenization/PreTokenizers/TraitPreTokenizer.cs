using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>Cuts at each code point of a kind: white space, punctuation, digits.</summary>
internal sealed class TraitPreTokenizer(CodePointTraits trait, SplitBehaviour behaviour) : PreTokenizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        var pieces = workspace.Pieces;
        var chars = text.Chars;
        pieces.Begin();
        for (var p = 0; p < pieces.Count; p++)
        {
            var piece = pieces[p];
            var writer = new SplitWriter(pieces, behaviour);
            var done = piece.Start;
            for (var i = piece.Start; i < piece.End;)
            {
                var point = CodePoints.At(chars, i, out var units);
                if (UnicodeTables.Has(point, trait))
                {
                    if (i > done) writer.Add(done, i - done, isDelimiter: false);
                    writer.Add(i, units, isDelimiter: true);
                    done = i + units;
                }

                i += units;
            }

            if (piece.End > done) writer.Add(done, piece.End - done, isDelimiter: false);
            writer.End();
        }

        pieces.End();
    }
}
