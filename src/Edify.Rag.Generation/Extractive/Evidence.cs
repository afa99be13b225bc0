using System.Collections.Frozen;
using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Something of a passage that can stand in an answer: a sentence, a row of a table, a list.</summary>
/// <param name="Source">The passage.</param>
/// <param name="Part">Where it stands in the passage's text.</param>
/// <param name="Text">How it reads in an answer.</param>
/// <param name="Context">What it is to be understood by: the headings above it, the question or the line that introduces it.</param>
internal sealed record Evidence(ContextPassage Source, Range Part, string Text, string Context)
{
    private static readonly FrozenSet<string> Pronouns =
        FrozenSet.Create(StringComparer.Ordinal, "it", "its", "they", "their", "these", "this", "those", "he", "his", "she", "her");

    /// <summary>Number of the passage.</summary>
    public int Passage => Source.Number;

    /// <summary>The sentence before it in the same paragraph, which its pronouns may refer to.</summary>
    public Evidence? Previous { get; init; }

    /// <summary>What part it has in an exercise.</summary>
    public ExerciseRole Role { get; init; }

    /// <summary>Whether it begins with the name of what it explains.</summary>
    public bool IsTitled { get; init; }

    /// <summary>What it says itself, where its text repeats something of the context, as a row does its header.</summary>
    public string Own { get; init; } = Text;

    /// <summary>The header of its table, which says what its cells are; empty where it is no row.</summary>
    public string Header { get; init; } = string.Empty;

    /// <summary>Its terms, in order.</summary>
    public IReadOnlyList<Term> Terms => field ??= TermScanner.Scan(Own);

    /// <summary>The terms of how it reads, in order.</summary>
    public IReadOnlyList<Term> ReadTerms => field ??= ReferenceEquals(Own, Text) ? Terms : TermScanner.Scan(Text);

    /// <summary>The terms of its context, in order.</summary>
    public IReadOnlyList<Term> ContextTerms => field ??= TermScanner.Scan(Context);

    /// <summary>Its stems.</summary>
    public HashSet<string> Stems => field ??= [.. Terms.Select(t => t.Stem)];

    /// <summary>The numbers it holds.</summary>
    public HashSet<string> Numbers => field ??= [.. Terms.Where(t => t.Kind == TermKind.Number).Select(t => t.Stem)];

    /// <summary>The stems of its header.</summary>
    public HashSet<string> HeaderStems => field ??= [.. TermScanner.Scan(Header).Select(t => t.Stem)];

    /// <summary>The stems of its context.</summary>
    public HashSet<string> ContextStems => field ??= [.. ContextTerms.Select(t => t.Stem)];

    /// <summary>Whether it starts with a word that stands for something said before.</summary>
    public bool StartsWithPronoun => Terms is [var first, ..] && Pronouns.Contains(first.Stem);

    /// <summary>Whether both show a part of the same text.</summary>
    public bool Overlaps(Evidence other) =>
        Passage == other.Passage && Part.Start.Value < other.Part.End.Value && other.Part.Start.Value < Part.End.Value;
}

/// <summary>Parts of an exercise.</summary>
internal enum ExerciseRole
{
    /// <summary>It belongs to none.</summary>
    None,

    /// <summary>It says what is given and asked.</summary>
    Problem,

    /// <summary>It is the last step of a worked solution.</summary>
    Result,
}
