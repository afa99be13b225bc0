using System.Collections.Frozen;

namespace Edify.Rag.Embeddings.Hashing;

/// <summary>English words that most texts hold and that say little about any: they weigh less and have no n-grams.</summary>
internal static class CommonWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = (
        "a about after all also an and any are as at be been but by can could did do does for from had has have he her his how i if in " +
        "into is it its may me more most my no not of on or other our out over shall she should so some such than that the their them " +
        "then there these they this those through to under up us was we were what when where which while who whom whose why will with " +
        "would you your")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => word.Length <= 7 && Words.Contains(word);
}
