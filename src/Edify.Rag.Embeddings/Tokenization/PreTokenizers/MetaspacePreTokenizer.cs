using Edify.Rag.Embeddings.Tokenization.Normalizers;
using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.PreTokenizers;

/// <summary>When <see cref="MetaspacePreTokenizer"/> puts its mark before a piece.</summary>
internal enum PrependScheme
{
    Always,
    First,
    Never,
}

/// <summary>Writes spaces as a mark, U+2581 as a rule, and cuts before each, as SentencePiece does.</summary>
internal sealed class MetaspacePreTokenizer(char mark, PrependScheme scheme, bool splits) : PreTokenizer
{
    private readonly string _prefix = mark.ToString();

    public override void Apply(AlignedText text, Workspace workspace)
    {
        text.Writable.Replace(' ', mark);
        if (scheme != PrependScheme.Never) PrependNormalizer.PrependToPieces(text, workspace.Pieces, _prefix, firstOnly: scheme == PrependScheme.First);
        if (splits) Split(text.Chars, workspace.Pieces);
    }

    private void Split(ReadOnlySpan<char> chars, PieceList pieces)
    {
        pieces.Begin();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            for (var start = piece.Start; start < piece.End;)
            {
                // Marks in a row are pieces of their own but for the last one.
                var next = chars[(start + 1)..piece.End].IndexOf(mark);
                var length = next < 0 ? piece.End - start : next + 1;
                pieces.Add(start, length);
                start += length;
            }
        }

        pieces.End();
    }
}
