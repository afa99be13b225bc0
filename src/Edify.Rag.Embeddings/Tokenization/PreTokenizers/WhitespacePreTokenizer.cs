using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>Cuts into runs of word characters and runs of what is neither those nor white space.</summary>
internal sealed class WhitespacePreTokenizer : PreTokenizer
{
    private const CodePointTraits Kinds = CodePointTraits.WhiteSpace | CodePointTraits.Word;

    public override void Apply(AlignedText text, Workspace workspace)
    {
        var pieces = workspace.Pieces;
        var chars = text.Chars;
        pieces.Begin();
        for (var p = 0; p < pieces.Count; p++)
        {
            var piece = pieces[p];
            var start = piece.Start;
            var last = CodePointTraits.WhiteSpace;
            for (var i = piece.Start; i < piece.End;)
            {
                var kind = UnicodeTables.Traits[CodePoints.At(chars, i, out var units)] & Kinds;
                if (kind != last)
                {
                    if (last != CodePointTraits.WhiteSpace) pieces.Add(start, i - start);
                    (start, last) = (i, kind);
                }

                i += units;
            }

            if (last != CodePointTraits.WhiteSpace) pieces.Add(start, piece.End - start);
        }

        pieces.End();
    }
}
