namespace Edify.Rag.Shared.Lexical;

/// <summary>How text becomes terms. An index and the queries put to it need the same values.</summary>
/// <param name="FoldDiacritics">Whether "café" is found by "cafe", and Arabic with vowel signs by Arabic without.</param>
/// <param name="Stem">Whether words of the letters a to z are cut to their Porter stem.</param>
/// <param name="DropStopWords">Whether a query leaves out English stop words. The index always holds them.</param>
internal sealed record TextAnalyzerOptions(bool FoldDiacritics = true, bool Stem = true, bool DropStopWords = true)
{
    /// <summary>A number that differs when two analyzers give different terms; a segment keeps it.</summary>
    public int Fingerprint => (AnalysisVersion << 8) | (FoldDiacritics ? 1 : 0) | (Stem ? 2 : 0);

    // Raise it whenever the same text begins to give other terms.
    private const int AnalysisVersion = 1;
}
