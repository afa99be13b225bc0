namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>What the matcher does at a place of its program.</summary>
internal enum Operation : byte
{
    /// <summary>Takes a code point of the set.</summary>
    One,

    /// <summary>Takes <c>A</c> to <c>B</c> code points of the set, as many as there are; gives back one at a time.</summary>
    Many,

    /// <summary>The same, and gives none back.</summary>
    ManyForGood,

    /// <summary>Goes on at <c>A</c>, and at <c>B</c> if that fails.</summary>
    Fork,

    /// <summary>Goes on at <c>A</c>.</summary>
    Jump,

    /// <summary>Asks for the place <c>A</c>, an <see cref="EdgeKind"/>.</summary>
    Edge,

    /// <summary>Goes on at <c>A</c> if the program after this one matches here; <c>B</c> code points before here if positive.</summary>
    Look,

    /// <summary>Goes on at <c>A</c> unless the program after this one matches here, or before here.</summary>
    LookNot,

    /// <summary>Goes on at <c>A</c>, after what the program after this one matches, and never tries that again.</summary>
    Atomic,

    /// <summary>A match.</summary>
    Accept,
}

/// <summary>A step of a program.</summary>
internal readonly record struct Instruction(Operation Operation, int A = 0, int B = 0, CodePointSet? Set = null);
