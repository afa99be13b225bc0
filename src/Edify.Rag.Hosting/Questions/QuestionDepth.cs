namespace Edify.Rag.Hosting.Questions;

/// <summary>How a question of a kind is searched for, and how deep.</summary>
internal static class QuestionDepth
{
    public static RetrievalMode ModeOf(QuestionKind kind, QuestionUnderstandingOptions options) => kind switch
    {
        QuestionKind.Keyword => options.KeywordMode,
        QuestionKind.Factual => options.FactualMode,
        QuestionKind.Complex => options.ComplexMode,
        _ => options.SemanticMode,
    };

    /// <summary>How many passages the answer may draw on.</summary>
    /// <param name="kind">The question's kind.</param>
    /// <param name="parts">The questions it is made of.</param>
    /// <param name="options">The settings.</param>
    public static int Of(QuestionKind kind, int parts, QuestionUnderstandingOptions options) => kind switch
    {
        QuestionKind.Keyword or QuestionKind.Factual => options.SimplePassages,
        QuestionKind.Complex => Math.Min(VectorQuery.MaxLimit, Math.Max(options.ComplexPassages, parts * options.SimplePassages)),
        _ => options.SemanticPassages,
    };
}
