using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Normalizers;

/// <summary>Makes letters lower case, each by itself.</summary>
internal sealed class LowercaseNormalizer : Normalizer
{
    public override void Apply(AlignedText text, Workspace workspace)
    {
        var chars = text.Writable;
        var hasBegun = false;
        var kept = 0;
        for (var i = 0; i < chars.Length;)
        {
            var c = chars[i];
            if (c < 0x80)
            {
                // One unit for one: the places stay, so it is done where it stands.
                if (c is >= 'A' and <= 'Z') chars[i] = (char)(c | 0x20);
                i++;
                continue;
            }

            var point = CodePoints.At(chars, i, out var units);
            if (UnicodeTables.Has(point, CodePointTraits.HasLower))
            {
                var lower = UnicodeTables.Lower[point];
                if (lower.Length == 1 && units == 1 && lower[0] < 0x10000) chars[i] = (char)lower[0];
                else
                {
                    if (!hasBegun) text.Begin();
                    hasBegun = true;
                    text.Keep(i - kept);
                    text.Replace(lower[0]);
                    foreach (var more in lower[1..]) text.Insert(more);
                    kept = i + units;
                }
            }

            i += units;
        }

        if (!hasBegun) return;
        text.Keep(chars.Length - kept);
        text.End();
    }
}
