using System.Collections.Frozen;

namespace Edify.Rag.Shared.Lexical.Analysis;

/// <summary>The classic short list of English words that say nothing about a text.</summary>
internal static class EnglishStopWords
{
    private static readonly FrozenSet<string> Set = FrozenSet.Create(
        StringComparer.Ordinal,
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of", "on", "or",
        "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = Set.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> word) => Words.Contains(word);
}
