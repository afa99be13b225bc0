using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>The properties that patterns may name: general categories, some scripts, and the classes of POSIX.</summary>
internal static class CodePointProperties
{
    private static readonly Dictionary<string, string> LongNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Letter"] = "L", ["Mark"] = "M", ["Number"] = "N", ["Punctuation"] = "P", ["Symbol"] = "S", ["Separator"] = "Z",
        ["Uppercase_Letter"] = "Lu", ["Lowercase_Letter"] = "Ll", ["Decimal_Number"] = "Nd",
    };

    /// <summary>What <c>\w</c> means within brackets, where Oniguruma leaves out the digits of Latin-1 that are raised or part of fractions.</summary>
    public static CodePointSet WordInSet(bool isNegated) => new(
        inner: [new(traits: CodePointTraits.RegexWord, both: new([(0xB2, 0xB3), (0xB9, 0xB9), (0xBC, 0xBE)], isNegated: true))], isNegated: isNegated);

    /// <summary>The set of a property, or <see langword="null"/> if it is not known here.</summary>
    public static CodePointSet? Find(string name, bool isNegated)
    {
        var category = LongNames.GetValueOrDefault(name, name);
        var categories = 0u;
        for (var i = 0; i < UnicodeTables.CategoryNames.Count; i++)
            if (UnicodeTables.CategoryNames[i].StartsWith(category, StringComparison.OrdinalIgnoreCase)) categories |= 1u << (i + 1);
        if (categories != 0 && category.Length is 1 or 2)
        {
            // What is not assigned is "other" too.
            if (category is "C" or "c") categories |= 1;
            return new(categories: categories, isNegated: isNegated);
        }

        if (category is "Cn" or "cn") return new(categories: 1, isNegated: isNegated);
        var script = UnicodeTables.Sets.Keys.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (script is not null) return new(UnicodeTables.Sets[script], isNegated: isNegated);
        return name.ToLowerInvariant() switch
        {
            "space" => new(traits: CodePointTraits.RegexSpace, isNegated: isNegated),
            "word" => WordInSet(isNegated),
            "digit" => new(traits: CodePointTraits.RegexDigit, isNegated: isNegated),
            "xdigit" => new([('0', '9'), ('a', 'f'), ('A', 'F')], isNegated: isNegated),
            "any" => new([(0, 0x10FFFF)], isNegated: isNegated),
            _ => null,
        };
    }
}
