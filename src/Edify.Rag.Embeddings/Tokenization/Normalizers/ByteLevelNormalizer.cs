using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Writes a text as the characters of its bytes.</summary>
internal sealed class ByteLevelNormalizer : Normalizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        if (text.Length == 0) return;
        text.Begin();
        ByteAlphabet.Write(text, text.Length);
        text.End();
    }
}
