namespace Edify.Rag.Documents.Inspection.Language;

/// <summary>The script of a text, by Unicode's blocks.</summary>
internal static class Scripts
{
    // The dominant script must have most of the letters; a quotation or a formula in another does not matter.
    private const double LeastShare = 0.6;

    // Japanese writes its grammar in Kana; a Chinese text names a product in them at most.
    private const double LeastKana = 0.05;

    private static readonly int Count = Enum.GetValues<Script>().Length;

    // Last character of each block, in order.
    private static readonly (char Last, Script Script)[] Blocks =
    [
        ('\u0040', Script.Other), ('\u02AF', Script.Latin), ('\u036F', Script.Other), ('\u03FF', Script.Greek), ('\u052F', Script.Cyrillic),
        ('\u058F', Script.Armenian), ('\u05FF', Script.Hebrew), ('\u06FF', Script.Arabic), ('\u074F', Script.Other), ('\u077F', Script.Arabic),
        ('\u08FF', Script.Other), ('\u097F', Script.Devanagari), ('\u09FF', Script.Bengali), ('\u0A7F', Script.Gurmukhi), ('\u0AFF', Script.Gujarati),
        ('\u0B7F', Script.Odia), ('\u0BFF', Script.Tamil), ('\u0C7F', Script.Telugu), ('\u0CFF', Script.Kannada), ('\u0D7F', Script.Malayalam),
        ('\u0DFF', Script.Sinhala), ('\u0E7F', Script.Thai), ('\u0EFF', Script.Lao), ('\u0FFF', Script.Other), ('\u109F', Script.Myanmar),
        ('\u10FF', Script.Georgian), ('\u11FF', Script.Hangul), ('\u139F', Script.Ethiopic), ('\u177F', Script.Other), ('\u17FF', Script.Khmer),
        ('\u1DFF', Script.Other), ('\u1EFF', Script.Latin), ('\u1FFF', Script.Greek), ('\u303F', Script.Other), ('\u30FF', Script.Kana),
        ('\u312F', Script.Other), ('\u318F', Script.Hangul), ('\u31EF', Script.Other), ('\u31FF', Script.Kana), ('\u33FF', Script.Other),
        ('\u9FFF', Script.Han), ('\uABFF', Script.Other), ('\uD7FF', Script.Hangul), ('\uF8FF', Script.Other), ('\uFAFF', Script.Han),
        ('\uFB4F', Script.Hebrew), ('\uFDFF', Script.Arabic), ('\uFE6F', Script.Other), ('\uFEFC', Script.Arabic), ('\uFFFF', Script.Other),
    ];

    /// <summary>The script of most letters; <see cref="Script.Other"/> where none has most. Han with Kana is <see cref="Script.Kana"/>.</summary>
    public static Script Dominant(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[Count];
        foreach (var c in text)
            if (char.IsLetter(c)) counts[(int)Of(c)]++;

        var letters = 0;
        foreach (var count in counts) letters += count;
        var (kana, han) = (counts[(int)Script.Kana], counts[(int)Script.Han]);
        if (kana >= LeastKana * (kana + han)) (counts[(int)Script.Kana], counts[(int)Script.Han]) = (kana + han, 0);
        var dominant = 0;
        for (var script = 1; script < counts.Length; script++)
            if (counts[script] > counts[dominant]) dominant = script;
        return letters > 0 && counts[dominant] >= LeastShare * letters ? (Script)dominant : Script.Other;
    }

    private static Script Of(char letter)
    {
        var (low, high) = (0, Blocks.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Blocks[middle].Last < letter) low = middle + 1;
            else high = middle;
        }

        return Blocks[low].Script;
    }
}
