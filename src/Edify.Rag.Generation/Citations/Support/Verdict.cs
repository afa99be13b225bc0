namespace Edify.Rag.Generation.Citations.Support;

/// <summary>Whether a passage supports a statement.</summary>
/// <param name="Score">How much of the statement it says, 0 to 1.</param>
/// <param name="Fault">Why it does not support it; <see langword="null"/> when it does.</param>
internal readonly record struct Verdict(double Score, CitationFault? Fault)
{
    public bool IsSupported => Fault is null;
}

/// <summary>Decides whether passages support statements.</summary>
internal interface ISupportJudge
{
    /// <summary>Whether one passage supports a statement.</summary>
    Verdict Judge(string statement, ContextPassage passage);

    /// <summary>Whether a passage that does not support a statement alone says enough of it to do so with others.</summary>
    bool Contributes(Verdict verdict);

    /// <summary>Whether several passages support a statement together.</summary>
    bool SupportTogether(string statement, IReadOnlyList<ContextPassage> passages);
}
