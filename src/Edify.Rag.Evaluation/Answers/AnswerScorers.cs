using Edify.Rag.Evaluation;
using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>The scorers of this package.</summary>
public static class AnswerScorers
{
    /// <summary>
    /// Those that need no model: outcome, access, correctness, citation precision and recall, faithfulness and relevance. The last two compare
    /// words; they see whether an answer keeps to its passages and to its question, not whether it reads well.
    /// </summary>
    public static IReadOnlyList<IAnswerScorer> Lexical { get; } =
        [new OutcomeScorer(), new AccessScorer(), new CorrectnessScorer(), new CitationPrecisionScorer(), new CitationRecallScorer(), new FaithfulnessScorer(), new RelevanceScorer()];

    /// <summary>Those of <see cref="Lexical"/>, faithfulness and relevance being graded by a language model.</summary>
    /// <param name="model">The model; it reads questions, answers and passages.</param>
    public static IReadOnlyList<IAnswerScorer> GradedBy(IChatClient model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return
        [
            .. Lexical.Where(scorer => scorer is not (FaithfulnessScorer or RelevanceScorer)),
            new ModelGradedScorer(model, FaithfulnessScorer.ScorerName, "Does every claim of the answer follow from the passages alone?"),
            new ModelGradedScorer(model, RelevanceScorer.ScorerName, "Does the answer say what the question asks for, and nothing beside the point?"),
        ];
    }
}
