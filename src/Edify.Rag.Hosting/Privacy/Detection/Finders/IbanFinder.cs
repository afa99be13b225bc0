using Edify.Rag.Hosting.Privacy.Detection.Checks;

namespace Edify.Rag.Hosting.Privacy.Detection.Finders;

/// <summary>IBANs (ISO 13616): a country, the length that its accounts have, and check digits modulo 97.</summary>
internal sealed class IbanFinder : ISpanFinder
{
    public void Find(FoldedText text, List<PiiSpan> found)
    {
        Span<char> iban = stackalloc char[IbanLengths.Longest];
        for (var i = 0; i + 4 <= text.Length; i++)
        {
            if (!text.StartsWord(i) || !char.IsAsciiDigit(text[i + 2]) || !char.IsAsciiDigit(text[i + 3])) continue;
            var length = IbanLengths.Of(text[i], text[i + 1]);
            if (length == 0) continue;
            var end = Read(text, i, iban[..length]);
            if (end > 0 && !text.IsWord(end) && Mod97.IsValid(iban[..length])) found.Add(text.ToSpan(i, end, PiiKind.Iban));
        }
    }

    // Groups stand apart by one space or dash, wherever they are cut.
    private static int Read(FoldedText text, int start, Span<char> iban)
    {
        var count = 0;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c))
            {
                iban[count++] = c;
                if (count == iban.Length) return i + 1;
            }
            else if (c is not (' ' or '-') || !char.IsAsciiLetterOrDigit(text.At(i - 1)))
            {
                return 0;
            }
        }

        return 0;
    }
}
