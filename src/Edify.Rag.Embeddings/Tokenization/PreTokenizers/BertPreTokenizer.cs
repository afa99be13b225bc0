using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>Cuts into words at white space, and sets each punctuation mark apart.</summary>
internal sealed class BertPreTokenizer : PreTokenizer
{
    private const CodePointTraits Both = CodePointTraits.WhiteSpace | CodePointTraits.BertPunctuation;

    public override void Apply(AlignedText text, Workspace workspace)
    {
        var pieces = workspace.Pieces;
        var chars = text.Chars;
        pieces.Begin();
        for (var p = 0; p < pieces.Count; p++)
        {
            var piece = pieces[p];
            var start = piece.Start;
            for (var i = piece.Start; i < piece.End;)
            {
                var units = 1;
                int point = chars[i];
                if (char.IsHighSurrogate((char)point)) point = CodePoints.At(chars, i, out units);
                var traits = UnicodeTables.Traits[point] & Both;
                if (traits != 0)
                {
                    pieces.Add(start, i - start);
                    if ((traits & CodePointTraits.WhiteSpace) == 0) pieces.Add(i, units);
                    start = i + units;
                }

                i += units;
            }

            pieces.Add(start, piece.End - start);
        }

        pieces.End();
    }
}
