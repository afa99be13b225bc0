using System.Buffers;
using System.Collections.Frozen;

namespace Edify.Rag.Shared;

/// <summary>Tells whether a full stop marks an abbreviation, an initial or an ordinal rather than the end of a sentence.</summary>
/// <remarks>
/// The lists are of English, German, French, Spanish, Italian, Portuguese, Dutch, the Scandinavian languages, Polish, Czech,
/// Hungarian, Turkish, Russian and Ukrainian together, as the language of a passage is not known. They hold what stands before a
/// capital or a number; "etc." and the like need no entry, as a capital after them begins a sentence.
/// </remarks>
internal static class Abbreviations
{
    private const int Longest = 16;

    private static readonly SearchValues<char> RomanDigits = SearchValues.Create("IVXLCDM");

    // Titles, with a capital: "Sig." stands before a name, and "sig." ends many a Danish sentence.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Titles = Lookup(
        StringComparer.Ordinal,
        "Rev", "Revd", "Hon", "Capt", "Cpt", "Col", "Gen", "Lt", "Sgt", "Maj", "Cmdr", "Gov", "Sen", "Rep", "Pres", "St", "Ste", "Mt", "Mx", "Mag",
        "Hr", "Fr", "Frl", "Sr", "Sres", "Sra", "Srta", "Ud", "Uds", "Vd", "Vds", "Dra", "Dras", "Exmo", "Exma", "Av", "Avda", "Sig", "Sigg", "Dott",
        "Avv", "Arch", "On", "Spett", "Gent", "Dhr", "Mevr", "Mw", "Sn", "Sv", "Св", "Тов");

    // What stands before a name or an explanation, whatever its own case and that of the word that follows.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeNames = Lookup(
        StringComparer.OrdinalIgnoreCase,
        "mr", "mrs", "ms", "dr", "drs", "prof", "st", "mt", "rev", "hon", "capt", "col", "gen", "lt", "sgt", "messrs", "mme", "mmes", "mlle",
        "vs", "cf", "viz", "approx", "ca", "al", "esp", "incl", "excl", "dept", "resp", "bzw", "vgl", "evtl", "inkl", "exkl", "dipl", "ing", "ggf",
        "sog", "bspw", "zzgl", "hrsg", "sra", "srta", "dña", "p.ej", "dott.ssa", "prof.ssa", "dhr", "mevr", "bijv", "zgn", "f.eks", "t.ex", "bl.a", "jfr",
        "np", "tzn", "tzw", "tj", "inż", "św", "mgr", "ul", "zob", "např", "tzv", "popř", "mudr", "judr", "phdr", "rndr", "ún", "örn", "bkz",
        "ул", "просп", "см", "ср", "напр", "проф", "акад", "доц", "т.е", "т.н", "вул", "див");

    // What is an abbreviation only before a number: "No. 5" is one, "No." is an answer.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BeforeNumbers = Lookup(
        StringComparer.OrdinalIgnoreCase,
        "no", "nos", "nr", "nrs", "n", "nº", "p", "pp", "s", "ss", "f", "ff", "fig", "figs", "tab", "vol", "vols", "ch", "chap", "sec", "sect", "art", "arts",
        "eq", "eqs", "ex", "par", "para", "q", "v", "abs", "abb", "kap", "bd", "bde", "anm", "anh", "ziff", "rn", "rz", "zl", "aufl", "tel", "pág", "págs",
        "pag", "pagg", "núm", "núms", "cap", "fasc", "tav", "livr", "t", "al", "alin", "blz", "hfdst", "afb", "kl", "str", "rys", "poz", "ust", "pkt",
        "rozdz", "dz", "č", "čl", "obr", "odst", "sz", "стр", "с", "рис", "табл", "гл", "ст", "п", "пп", "ч", "т", "мал", "д", "кв", "тел",
        "jan", "feb", "febr", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez", "janv", "févr", "avr", "juil", "déc",
        "ene", "abr", "dic");

    // After these a number with a full stop is an ordinal: "im 19. Jahrhundert", "der 2. Absatz".
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> GermanArticles =
        Lookup(StringComparer.OrdinalIgnoreCase, "der", "die", "das", "dem", "den", "des", "am", "im", "vom", "zum", "zur", "beim");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> GermanMonths = Lookup(
        StringComparer.Ordinal,
        "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember", "Jahrhundert", "Jh");

    /// <summary>Whether the full stop belongs to the word before it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the sentence starts.</param>
    /// <param name="stop">Where the full stop stands.</param>
    /// <param name="next">Where the word after it starts.</param>
    public static bool IsOne(ReadOnlySpan<char> text, int start, int stop, int next)
    {
        var word = WordBefore(text, start, stop);
        if (word.Length is 0 or > Longest) return false;
        var before = text[start..(stop - word.Length)];
        if (!word.ContainsAnyExceptInRange('0', '9')) return IsOrdinal(before, word, text[next..]);

        var isBeforeNumber = IsNumber(text[next..]);
        if (word.Length == 1) return char.IsUpper(word[0]) || IsInChain(before, word[0], text[next..]) || (isBeforeNumber && BeforeNumbers.Contains(word));
        if (IsDotted(word)) return !IsTimeOfDay(word);
        if ((char.IsUpper(word[0]) && Titles.Contains(word)) || BeforeNames.Contains(word)) return true;
        return isBeforeNumber && (BeforeNumbers.Contains(word) || word.EndsWith("str", StringComparison.OrdinalIgnoreCase));
    }

    // "1. Introduction": a number with nothing before it counts what follows.
    private static bool IsOrdinal(ReadOnlySpan<char> before, ReadOnlySpan<char> number, ReadOnlySpan<char> after) =>
        before.IsWhiteSpace() || (number.Length <= 2 && (GermanArticles.Contains(LastWord(before)) || GermanMonths.Contains(FirstWord(after))));

    // "z. B." and "d. h.": single letters with spaces between them; "u. a." and "p. m." may end a sentence.
    private static bool IsInChain(ReadOnlySpan<char> before, char letter, ReadOnlySpan<char> after)
    {
        if (after.Length > 1 && char.IsLetter(after[0]) && after[1] == '.') return true;
        var previous = before.TrimEnd();
        return letter is not ('a' or 'm') && previous.Length > 1 && previous[^1] == '.' && char.IsLower(previous[^2])
            && (previous.Length == 2 || !char.IsLetter(previous[^3]));
    }

    // "e.g", "z.B", "U.S": single letters between periods.
    private static bool IsDotted(ReadOnlySpan<char> word)
    {
        if (word.Length % 2 == 0) return false;
        for (var i = 1; i < word.Length; i += 2)
            if (word[i] != '.') return false;
        return true;
    }

    private static bool IsTimeOfDay(ReadOnlySpan<char> word) => word is "a.m" or "p.m";

    // In digits, or Roman; a single I is more often a pronoun.
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (char.IsDigit(text[0])) return true;
        if (!RomanDigits.Contains(text[0])) return false;
        var word = FirstWord(text);
        return (word.Length > 1 || word is "V" or "X") && !word.ContainsAnyExcept(RomanDigits);
    }

    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> text, int start, int stop)
    {
        var from = stop;
        while (from > start && stop - from <= Longest && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] == '.')) from--;
        return text[from..stop];
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && end <= Longest && char.IsLetter(text[end])) end++;
        return text[..end];
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd();
        var from = trimmed.Length;
        while (from > 0 && trimmed.Length - from <= Longest && char.IsLetter(trimmed[from - 1])) from--;
        return trimmed[from..];
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(StringComparer comparer, params string[] words) =>
        words.ToFrozenSet(comparer).GetAlternateLookup<ReadOnlySpan<char>>();
}
