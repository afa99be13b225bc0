using Edify.Rag.Embeddings.Tokenization.Patterns;
using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>Cuts at what a pattern matches, or, inverted, at what it does not.</summary>
internal sealed class SplitPreTokenizer(Pattern pattern, SplitBehaviour behaviour, bool isInverted) : PreTokenizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        var pieces = workspace.Pieces;
        var chars = text.Chars;
        pieces.Begin();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            var writer = new SplitWriter(pieces, behaviour);
            var matches = pattern.Find(chars.Slice(piece.Start, piece.Length), workspace);
            var done = 0;
            while (matches.MoveNext())
            {
                if (matches.Start > done) writer.Add(piece.Start + done, matches.Start - done, isInverted);
                writer.Add(piece.Start + matches.Start, matches.End - matches.Start, !isInverted);
                done = matches.End;
            }

            if (done < piece.Length) writer.Add(piece.Start + done, piece.Length - done, isInverted);
            writer.End();
        }

        pieces.End();
    }
}
