using Edify.Rag.Shared.Language;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Evidence with its score.</summary>
/// <param name="Evidence">The evidence.</param>
/// <param name="Score">For ranking; higher is better.</param>
/// <param name="Confidence">How much of the question it answers, 0 to 1; 0 when it is about something else.</param>
/// <param name="Matches">How well it covers each term of the question, 0 to 1.</param>
internal sealed record Scored(Evidence Evidence, double Score, double Confidence, IReadOnlyList<double> Matches)
{
    /// <summary>Whether it holds an answer of the kind that is asked for.</summary>
    public AnswerFit Fit { get; init; }
}
