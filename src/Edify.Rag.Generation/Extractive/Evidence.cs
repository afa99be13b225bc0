using System.Collections.Frozen;
using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Something of a passage that can stand in an answer: a sentence, a row of a table, a list.</summary>
/// <param name="Passage">Number of the passage.</param>
/// <param name="Part">Where it stands in the passage's text.</param>
/// <param name="Text">How it reads in an answer.</param>
/// <param name="Context">What it is to be understood by: the headings above it, the question or the line that introduces it.</param>
internal sealed record Evidence(int Passage, Range Part, string Text, string Context)
{
    private static readonly FrozenSet<string> Pronouns =
        FrozenSet.Create(StringComparer.Ordinal, "it", "its", "they", "their", "these", "this", "those", "he", "his", "she", "her");

    /// <summary>The sentence before it in the same paragraph, which its pronouns may refer to.</summary>
    public Evidence? Previous { get; init; }

    /// <summary>Its terms, in order.</summary>
    public IReadOnlyList<Term> Terms { get; } = TermScanner.Scan(Text);

    /// <summary>The terms of its context, in order.</summary>
    public IReadOnlyList<Term> ContextTerms { get; } = TermScanner.Scan(Context);

    /// <summary>Whether it starts with a word that stands for something said before.</summary>
    public bool StartsWithPronoun => Terms is [var first, ..] && Pronouns.Contains(first.Stem);

    /// <summary>Whether both show a part of the same text.</summary>
    public bool Overlaps(Evidence other) =>
        Passage == other.Passage && Part.Start.Value < other.Part.End.Value && other.Part.Start.Value < Part.End.Value;
}
