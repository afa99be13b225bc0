namespace Edify.Rag.Hosting.Privacy.Detection.Finders;

/// <summary>Numbers that states give to persons, by patterns.</summary>
internal sealed class NationalIdFinder : ISpanFinder
{
    private const int Longest = 64;

    // Most words begin no number at all: patterns are asked for by the character that they begin with.
    private readonly NationalIdPattern[][] _byFirst = new NationalIdPattern[128][];

    public NationalIdFinder(IReadOnlyList<NationalIdPattern> patterns)
    {
        for (var c = 0; c < _byFirst.Length; c++) _byFirst[c] = [.. patterns.Where(p => p.Shape.Length <= Longest && p.Shape.MayStartWith((char)c))];
    }

    public void Find(FoldedText text, List<PiiSpan> found)
    {
        Span<char> number = stackalloc char[Longest];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 128 || !text.StartsWord(i)) continue;
            foreach (var pattern in _byFirst[text[i]])
            {
                if (!pattern.Shape.TryRead(text, i, number, out var end, out var isBare) || !pattern.IsValid(number[..pattern.Shape.Length])) continue;
                var mustBeSaid = pattern.Need == ContextNeed.Always || (pattern.Need == ContextNeed.Bare && isBare);
                if (!mustBeSaid || pattern.Context.StandBefore(text, i)) found.Add(text.ToSpan(i, end, PiiKind.NationalId, pattern.Rule));
            }
        }
    }
}
