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
}
