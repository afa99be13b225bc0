namespace Edify.Rag.Embeddings.Tokenization.Unicode;

/// <summary>Korean syllables, which are composed by arithmetic (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    public const int FirstSyllable = 0xAC00;
    public const int LastSyllable = FirstSyllable + (Leads * Vowels * Trails) - 1;
    public const int FirstLead = 0x1100;
    public const int FirstVowel = 0x1161;
    public const int BeforeTrails = 0x11A7;
    public const int Leads = 19;
    public const int Vowels = 21;
    public const int Trails = 28;

    public static bool IsSyllable(int codePoint) => codePoint is >= FirstSyllable and <= LastSyllable;

    /// <summary>Writes the two or three letters of a syllable, and returns how many they are.</summary>
    public static int Decompose(int syllable, Span<int> into)
    {
        var index = syllable - FirstSyllable;
        into[0] = FirstLead + (index / (Vowels * Trails));
        into[1] = FirstVowel + (index / Trails % Vowels);
        into[2] = BeforeTrails + (index % Trails);
        return index % Trails == 0 ? 2 : 3;
    }

    /// <summary>The syllable of two parts, or -1.</summary>
    public static int Compose(int first, int second)
    {
        if (first is >= FirstLead and < FirstLead + Leads && second is >= FirstVowel and < FirstVowel + Vowels)
            return FirstSyllable + ((((first - FirstLead) * Vowels) + second - FirstVowel) * Trails);
        if (IsSyllable(first) && (first - FirstSyllable) % Trails == 0 && second is > BeforeTrails and < BeforeTrails + Trails)
            return first + second - BeforeTrails;
        return -1;
    }
}
