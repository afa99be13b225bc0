using System.Globalization;
using Edify.Rag.Hosting.Conversations;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Caching;

/// <summary>A question as it was understood, with all that its answer is made of besides passages.</summary>
/// <param name="Question">What was asked, and by whom.</param>
/// <param name="Plan">What it was understood to be.</param>
/// <param name="Scope">What its asker may see.</param>
/// <param name="Conversation">What was said before.</param>
/// <param name="Settings">Fingerprint of the settings.</param>
internal sealed record AnswerRequest(Question Question, QuestionPlan Plan, AccessScope Scope, Conversing Conversation, string Settings)
{
    /// <summary>The context that its passages come into; a prompt of it has the wording's version.</summary>
    public AnswerContext Context => new(Plan.Text, []) { History = Conversation.History, Reader = Question.User };

    /// <summary>The key of its answer.</summary>
    /// <param name="place">The collection and where it lies.</param>
    /// <param name="content">Version of the collection's content.</param>
    /// <param name="generation">Changes when the tenant's answers are cleared.</param>
    /// <param name="prompt">The prompt's wording.</param>
    /// <param name="model">The language model.</param>
    public AnswerKey KeyOf(string place, string content, string generation, string prompt, string model) => new(
        Scope.Tenant,
        Scope.Fingerprint,
        Plan.Text,
        AnswerKey.Hash(
        [
            "1", Scope.Tenant, Scope.Fingerprint, place, content, generation, prompt, model, Settings,
            // The filter that narrows the question, by the one hash of filters that there is.
            AccessScope.For(new("within", "within"), Question.Within).Fingerprint,
            Question.Top?.ToString(CultureInfo.InvariantCulture) ?? string.Empty, Question.Mode?.ToString() ?? string.Empty,
            // A follow-up is answered with what was said before it: only the same words before it make it the same question.
            AnswerKey.Hash(Conversation.History.SelectMany(Parts)),
        ]),
        AnswerKey.Hash(
        [
            Plan.Kind.ToString(), Plan.Mode.ToString(), Plan.Passages.ToString(CultureInfo.InvariantCulture), AnswerKey.Hash(Plan.Parts), AnswerKey.Hash(Plan.Expansions),
        ]));

    private static string[] Parts(ChatMessage message) => [message.Role.Value, message.Text];
}
