using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Puts something before a text that is not empty. It comes from where the first code point does.</summary>
internal sealed class PrependNormalizer(string prefix) : Normalizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        if (text.Length == 0 || prefix.Length == 0) return;
        text.Begin();
        Prepend(text, prefix);
        text.Keep(text.Length - text.Consumed);
        text.End();
    }

    /// <summary>Writes the prefix and the code point after it.</summary>
    public static void Prepend(AlignedText text, string prefix)
    {
        var first = Unicode.CodePoints.At(text.Chars, text.Consumed);
        var isFirst = true;
        foreach (var rune in prefix.EnumerateRunes())
        {
            text.Write(rune.Value, isFirst ? 0 : 1);
            isFirst = false;
        }

        text.Insert(first);
    }

    /// <summary>Puts a prefix before each piece of a text that does not begin with it, and moves the pieces with the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pieces">Its pieces.</param>
    /// <param name="prefix">One UTF-16 unit.</param>
    /// <param name="firstOnly">Whether only the piece that begins the text gets one.</param>
    public static void PrependToPieces(AlignedText text, PieceList pieces, string prefix, bool firstOnly)
    {
        var chars = text.Chars;
        text.Begin();
        pieces.Begin();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            text.Drop(piece.Start - text.Consumed);
            var start = text.Written;
            if (chars[piece.Start] != prefix[0] && (!firstOnly || text.IsFirst(piece.Start))) Prepend(text, prefix);
            text.Keep(piece.End - text.Consumed);
            pieces.Add(start, text.Written - start);
        }

        text.End();
        pieces.End();
    }
}
