using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Gateway.Answers;

/// <summary>Measures an answer while it is written, and cuts it where it becomes too long.</summary>
internal sealed class AnswerMeter(int mostCharacters)
{
    private int _characters;

    /// <summary>Whether there is anything that a caller can use: text that is not blank, or a call of a tool.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Whether it became too long.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether a content filter ended it.</summary>
    public bool IsFiltered { get; private set; }

    public int Characters => _characters;

    public UsageDetails? Usage { get; private set; }

    public string? ModelId { get; private set; }

    public string? ResponseId { get; private set; }

    public ChatFinishReason? Finish { get; private set; }

    /// <summary>Whether an update has text or thoughts or calls a tool, and not just tells that the connection lives.</summary>
    public static bool IsSignificant(ChatResponseUpdate update) => update.Contents.Any(content => content switch
    {
        TextContent text => text.Text.Length > 0,
        TextReasoningContent thought => thought.Text.Length > 0,
        UsageContent => false,
        _ => true,
    });

    /// <summary>Counts a part of the answer.</summary>
    /// <returns>The same, or a part of it where the limit was reached.</returns>
    public ChatResponseUpdate Take(ChatResponseUpdate update)
    {
        ModelId = update.ModelId ?? ModelId;
        ResponseId = update.ResponseId ?? ResponseId;
        Finish = update.FinishReason ?? Finish;
        IsFiltered |= update.FinishReason == ChatFinishReason.ContentFilter;
        var kept = Keep(update.Contents);
        if (kept is null) return update;
        var shorter = update.Clone();
        shorter.Contents = kept;
        return shorter;
    }

    /// <summary>Counts an answer that came whole; text beyond the limit is taken off it.</summary>
    public void Take(ChatResponse response)
    {
        (ModelId, ResponseId, Finish) = (response.ModelId, response.ResponseId, response.FinishReason);
        IsFiltered = response.FinishReason == ChatFinishReason.ContentFilter;
        foreach (var message in response.Messages)
        {
            if (Keep(message.Contents) is { } kept) message.Contents = kept;
        }

        Usage = response.Usage ?? Usage;
        if (IsCut) response.FinishReason = ChatFinishReason.Length;
    }

    // Null when everything is kept.
    private List<AIContent>? Keep(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is UsageContent used) (Usage ??= new()).Add(used.Details);
            var text = contents[i] switch
            {
                TextContent written => written.Text,
                TextReasoningContent thought => thought.Text,
                _ => null,
            };
            var left = mostCharacters - _characters;
            if (contents[i] is FunctionCallContent && !IsCut) HasContent = true;
            if (text is null) continue;
            var isShown = contents[i] is TextContent;
            if (text.Length <= left)
            {
                _characters += text.Length;
                HasContent |= isShown && !string.IsNullOrWhiteSpace(text);
                continue;
            }

            IsCut = true;
            _characters = mostCharacters;
            if (left > 0 && char.IsHighSurrogate(text[left - 1])) left--;
            HasContent |= isShown && !string.IsNullOrWhiteSpace(text[..left]);
            return isShown ? [.. contents.Take(i), new TextContent(text[..left])] : [.. contents.Take(i)];
        }

        return null;
    }
}
