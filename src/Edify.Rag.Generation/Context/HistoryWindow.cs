using Edify.Rag.Generation.Citations;
using Edify.Rag.Generation.Prompts;
using Edify.Rag.Generation.Text;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Context;

/// <summary>Cuts what was said before in a conversation to its share of the budget.</summary>
/// <param name="options">The settings that hold now.</param>
/// <param name="tokens">Counts what the model reads.</param>
internal sealed class HistoryWindow(Func<ContextOptions> options, TokenCounter tokens)
{
    /// <summary>The last messages that fit, oldest first. They say what they said, without citations, whose numbers name other passages by now.</summary>
    public IReadOnlyList<ChatMessage> Fit(IReadOnlyList<ChatMessage> history)
    {
        var left = options().MaxHistoryTokens;
        var kept = new List<ChatMessage>();
        for (var i = history.Count - 1; i >= 0 && left > 0; i--)
        {
            var text = Delimiters.Neutralize(KnownCitations.Keep(history[i].Text, _ => false, out _)).Trim();
            if (text.Length == 0) continue;
            var count = tokens.Count(text);
            if (count > left)
            {
                // The last message is worth its beginning; of those before it nothing is better than a part.
                if (kept.Count == 0 && Beginning(text, left) is { Length: > 0 } beginning) kept.Add(Message(history[i].Role, beginning));
                break;
            }

            kept.Add(Message(history[i].Role, text));
            left -= count;
        }

        // A model may not have the first word.
        while (kept.Count > 0 && kept[^1].Role == ChatRole.Assistant) kept.RemoveAt(kept.Count - 1);
        kept.Reverse();
        return kept;
    }

    // What was said may hold no orders of the system's rank, whoever kept it.
    private static ChatMessage Message(ChatRole role, string text) => new(role == ChatRole.Assistant ? role : ChatRole.User, text);

    private string Beginning(string text, int budget)
    {
        var end = 0;
        foreach (var sentence in Sentences.Of(text))
        {
            if (tokens.Count(text.AsSpan(0, sentence.End.Value)) > budget) break;
            end = sentence.End.Value;
        }

        return text[..end];
    }
}
