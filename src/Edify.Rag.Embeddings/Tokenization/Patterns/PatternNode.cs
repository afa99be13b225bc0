namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>A part of a regular expression.</summary>
internal abstract record PatternNode
{
    /// <summary>Number of code points it matches; <see langword="null"/> where that depends on the text.</summary>
    public abstract int? Length { get; }

    /// <summary>Whether it may match nothing.</summary>
    public abstract bool IsNullable { get; }

    public sealed record One(CodePointSet Set) : PatternNode
    {
        public override int? Length => 1;

        public override bool IsNullable => false;
    }

    public sealed record Sequence(PatternNode[] Parts) : PatternNode
    {
        public override int? Length => Parts.Aggregate((int?)0, (sum, part) => sum + part.Length);

        public override bool IsNullable => Parts.All(p => p.IsNullable);
    }

    public sealed record Choice(PatternNode[] Parts) : PatternNode
    {
        public override int? Length => Parts.Select(p => p.Length).Distinct().ToArray() is [var one] ? one : null;

        public override bool IsNullable => Parts.Any(p => p.IsNullable);
    }

    public sealed record Repeat(PatternNode Part, int Least, int Most, Greed Greed) : PatternNode
    {
        public override int? Length => Least == Most ? Least * Part.Length : null;

        public override bool IsNullable => Least == 0 || Part.IsNullable;
    }

    public sealed record Look(PatternNode Part, bool Ahead, bool Negative) : PatternNode
    {
        public override int? Length => 0;

        public override bool IsNullable => true;
    }

    public sealed record Atomic(PatternNode Part) : PatternNode
    {
        public override int? Length => Part.Length;

        public override bool IsNullable => Part.IsNullable;
    }

    public sealed record Edge(EdgeKind Kind) : PatternNode
    {
        public override int? Length => 0;

        public override bool IsNullable => true;
    }
}

/// <summary>How much a repetition takes at first.</summary>
internal enum Greed
{
    Greedy,
    Lazy,
    Possessive,
}

/// <summary>A place that a pattern may ask for.</summary>
internal enum EdgeKind
{
    TextStart,
    TextEnd,
    LastLineEnd,
    LineStart,
    LineEnd,
    Word,
    NotWord,
}
