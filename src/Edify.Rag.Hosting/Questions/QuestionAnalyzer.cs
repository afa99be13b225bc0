using Edify.Rag.Hosting.Retrieval;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Questions;

/// <summary>Understands questions by rules, and follow-ups by a language model where there is one.</summary>
/// <param name="options">The settings, asked for with each question.</param>
/// <param name="writer">The language model; <see langword="null"/> where there is none.</param>
/// <param name="time">Measures, and limits the model.</param>
/// <param name="logger">Told of a model that fails.</param>
internal sealed class QuestionAnalyzer(
    Func<QuestionUnderstandingOptions> options, FollowUpWriter? writer, TimeProvider time, ILogger<QuestionAnalyzer> logger) : IQuestionAnalyzer
{
    private const string NotRewritten = "The language model did not rewrite the follow-up; rules did.";

    private volatile ReadGlossary? _glossary;

    public async Task<QuestionPlan> AnalyzeAsync(Question question, IReadOnlyList<ConversationTurn> history, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(history);
        cancellationToken.ThrowIfCancellationRequested();
        var settings = options();
        var text = QuestionText.Clean(question.Text);
        var (steps, degraded) = (new List<TraceStep>(), new List<string>());
        if (history.Count > 0 && settings.RewriteFollowUps)
            text = await StandaloneAsync(text, question.User.Tenant, [.. history.TakeLast(settings.HistoryTurns)], settings, steps, degraded, cancellationToken).ConfigureAwait(false);

        var started = time.GetTimestamp();
        var plan = Plan(text, question, settings);
        steps.Add(new("understand", time.GetElapsedTime(started), Told(plan)));
        return plan with { Steps = steps, Degraded = degraded };
    }

    private QuestionPlan Plan(string text, Question question, QuestionUnderstandingOptions settings)
    {
        var parts = CompoundQuestion.Split(text, settings.MaxParts);
        var kind = QuestionClassifier.Classify(text, parts.Count);
        return new(text)
        {
            Kind = kind,
            Mode = question.Mode ?? QuestionDepth.ModeOf(kind, settings),
            Passages = question.Top ?? QuestionDepth.Of(kind, parts.Count, settings),
            Parts = parts,
            Expansions = GlossaryOf(settings).Expand(text),
        };
    }

    private async Task<string> StandaloneAsync(
        string text, string tenant, IReadOnlyList<ConversationTurn> turns, QuestionUnderstandingOptions settings, List<TraceStep> steps, List<string> degraded, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (writer is not null && settings.RewriteWithModel && FollowUp.MayNeedContext(text))
        {
            if (await WrittenAsync(text, tenant, turns, settings.RewriteTimeout, cancellationToken).ConfigureAwait(false) is { } written)
            {
                steps.Add(new("rewrite", time.GetElapsedTime(started), written == text ? "by the model: stands for itself" : "by the model"));
                return written;
            }

            degraded.Add(NotRewritten);
        }

        var ruled = FollowUpRules.Resolve(text, turns.Select(turn => turn.Question));
        if (ruled != text || degraded.Count > 0) steps.Add(new("rewrite", time.GetElapsedTime(started), ruled == text ? "by rules: stands for itself" : "by rules"));
        return ruled;
    }

    private async Task<string?> WrittenAsync(string text, string tenant, IReadOnlyList<ConversationTurn> turns, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await time.WithinAsync(limit, stop => writer!.RewriteAsync(text, turns, tenant, stop), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.RewritingDropped(e);
            return null;
        }
    }

    // Read once for each state of the settings.
    private Glossary GlossaryOf(QuestionUnderstandingOptions settings)
    {
        var read = _glossary;
        if (!ReferenceEquals(read?.Settings, settings)) _glossary = read = new(settings, new(settings.Glossary, settings.GlossaryBothWays));
        return read!.Glossary;
    }

    private static string Told(QuestionPlan plan) => string.Join(
        ", ",
        new[]
        {
            $"{plan.Kind}: {plan.Mode}, {plan.Passages} passages",
            plan.Parts.Count > 0 ? $"{plan.Parts.Count} parts" : string.Empty,
            plan.Expansions.Count > 0 ? $"{plan.Expansions.Count} expansions" : string.Empty,
        }.Where(part => part.Length > 0)).ToLowerInvariant();

    private sealed record ReadGlossary(QuestionUnderstandingOptions Settings, Glossary Glossary);
}
