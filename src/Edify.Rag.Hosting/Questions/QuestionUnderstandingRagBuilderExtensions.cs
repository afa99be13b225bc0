using Edify.Rag.Hosting.Composition;
using Edify.Rag.Hosting.Questions;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;

namespace Edify.Rag;

/// <summary>Chooses how questions are understood.</summary>
public static class QuestionUnderstandingRagBuilderExtensions
{
    /// <summary>
    /// Understands questions by documented rules: their kind, legs and depth, abbreviations of a glossary, follow-ups and compound
    /// questions. Follow-ups are rewritten by the pipeline's language model where it has one. This is the default.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static IRagBuilder UseQuestionUnderstanding(this IRagBuilder builder, Action<QuestionUnderstandingOptions>? configure = null)
    {
        builder.AddValidatedOptions<QuestionUnderstandingOptions, QuestionUnderstandingOptionsValidator>(configure);
        var name = builder.Name;
        return builder.Use<IQuestionAnalyzer>("rules", sp => new QuestionAnalyzer(
            sp.Live<QuestionUnderstandingOptions>(name),
            sp.FindLanguageModel(name) is { } model ? new FollowUpWriter(model) : null,
            sp.GetTime(),
            sp.GetLogger<QuestionAnalyzer>()));
    }
}
