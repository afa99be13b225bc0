using Edify.Rag.Embeddings.Tokenization.Patterns;
using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Puts one text in place of all that a pattern matches.</summary>
internal sealed class ReplaceNormalizer(Pattern pattern, string content) : Normalizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        var chars = text.Chars;
        var matches = pattern.Find(chars, workspace);
        if (!matches.MoveNext()) return;
        if (content.Length == 1 && pattern.Single is { } single)
        {
            // One unit for one: the places stay.
            text.Writable.Replace(single, content[0]);
            return;
        }

        text.Begin();
        do
        {
            text.Keep(matches.Start - text.Consumed);
            text.Drop(matches.End - matches.Start);
            foreach (var rune in content.EnumerateRunes()) text.Insert(rune.Value);
        }
        while (matches.MoveNext());
        text.Keep(chars.Length - text.Consumed);
        text.End();
    }
}
