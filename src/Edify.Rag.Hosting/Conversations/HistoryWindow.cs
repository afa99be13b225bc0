using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Conversations;

/// <summary>Chooses what of a conversation a question is answered with: the last turns that fit into a budget, and the summary of those before.</summary>
/// <remarks>
/// Only what was answered under the very scope of this question counts. An answer quotes documents: should its asker have lost a right
/// since, the model must not read there what it could not find any more, nor a follow-up be rewritten with its words.
/// </remarks>
internal static partial class HistoryWindow
{
    private const string SummaryStart = "What was said before, in short: ";

    /// <summary>The window of a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="turns">Its last turns, oldest first.</param>
    /// <param name="summary">What the turns before them said; counts only where it stands for the same scope.</param>
    /// <param name="scope">Fingerprint of the question's scope.</param>
    /// <param name="options">The budget.</param>
    /// <param name="count">Counts tokens.</param>
    public static Conversing Choose(
        string id, IReadOnlyList<ConversationTurn> turns, ConversationSummary? summary, string scope, ConversationOptions options, Func<string, int> count)
    {
        var messages = new List<ChatMessage>();
        var left = options.MaxHistoryTokens;
        if (summary is not null && summary.Scope == scope && Fits(SummaryStart + summary.Text)) messages.Add(new(ChatRole.User, SummaryStart + summary.Text));

        var chosen = new List<ConversationTurn>();
        foreach (var turn in turns.Where(t => t.Answer.Trace.Scope == scope).Reverse().Take(options.MaxTurns))
        {
            if (!Fits(turn.Question + "\n" + Spoken(turn.Answer))) break;
            chosen.Add(turn);
        }

        chosen.Reverse();
        messages.AddRange(chosen.SelectMany(Messages));
        return new(id) { Turns = chosen, History = messages, Seen = turns.Count };

        bool Fits(string text)
        {
            var tokens = count(text);
            if (tokens > left) return false;
            left -= tokens;
            return true;
        }
    }

    /// <summary>An answer as it was said: marks of citations would be taken for those of the passages that are given now.</summary>
    public static string Spoken(Answer answer) => Marks.Replace(answer.Text, string.Empty);

    private static IEnumerable<ChatMessage> Messages(ConversationTurn turn) =>
        [new(ChatRole.User, turn.Question), new(ChatRole.Assistant, Spoken(turn.Answer))];

    [GeneratedRegex(@"\s?\[\d{1,4}\]")]
    private static partial Regex Marks { get; }
}
