namespace Edify.Rag.Embeddings.Tokenization.PostProcessors;

/// <summary>How many tokens of each text of a pair are kept.</summary>
internal static class PairLengths
{
    public static (int First, int Second) Of(int first, int second, int room, PairTruncation truncation)
    {
        var excess = first + (long)second - room;
        if (excess <= 0) return (first, second);
        switch (truncation)
        {
            case PairTruncation.OnlyFirst:
                var left = (int)Math.Max(0, first - excess);
                return (left, Math.Min(second, room - left));
            case PairTruncation.OnlySecond:
                left = (int)Math.Max(0, second - excess);
                return (Math.Min(first, room - left), left);
            default:
                return LongestFirst(first, second, room);
        }
    }

    // An odd token goes to the longer one, or to the second where both are of one length.
    private static (int First, int Second) LongestFirst(int first, int second, int room)
    {
        var shorter = Math.Min(first, second);
        var longer = room - shorter;
        if (longer < shorter) (shorter, longer) = (room / 2, room - (room / 2));
        return first > second ? (longer, shorter) : (shorter, longer);
    }
}
