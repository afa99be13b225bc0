using System.Collections.Frozen;

namespace Edify.Rag.Shared.Language;

/// <summary>Words that say a little about the subject of a question, and that documents say in many other ways.</summary>
internal static class LightWords
{
    private static readonly FrozenSet<string> Stems =
        ("enter see take use get come go keep put turn become work make need receive exist consist meet show hold happen set run stand " +
         "usually normally exactly quickly slowly usual certain particular different kind type sort part answer question problem thing people " +
         "way example case fact information detail whole entire full further own same allow give reach hear feel name called")
        .Split(' ').Select(w => Synonyms.Canonical(EnglishStemmer.Stem(w))).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a stem is one.</summary>
    public static bool Contains(string stem) => Stems.Contains(stem);
}
