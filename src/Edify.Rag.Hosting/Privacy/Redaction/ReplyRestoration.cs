using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>Restores the updates of one reply, text and thoughts each in their own stream.</summary>
internal sealed class ReplyRestoration(RedactionMap map)
{
    private readonly PlaceholderStream _text = new(map);
    private readonly PlaceholderStream _thoughts = new(map);

    public ChatResponseUpdate Take(ChatResponseUpdate update)
    {
        if (map.Count == 0) return update;
        var contents = new List<AIContent>(update.Contents.Count + 1);
        foreach (var content in update.Contents) Take(content, contents);

        // Nothing follows the end of an answer; who reads on may have stopped there.
        if (update.FinishReason is not null) Finish(contents);
        update.Contents = contents;
        return update;
    }

    /// <summary>What was held back when the stream ended without a word; <see langword="null"/> where nothing was.</summary>
    public ChatResponseUpdate? Finish()
    {
        var contents = new List<AIContent>();
        Finish(contents);
        return contents.Count == 0 ? null : new(ChatRole.Assistant, contents);
    }

    private void Take(AIContent content, List<AIContent> contents)
    {
        switch (content)
        {
            // An empty piece stays: it may be a sign of life.
            case TextContent text:
                contents.Add(new TextContent(_text.Take(text.Text)) { Annotations = text.Annotations, AdditionalProperties = text.AdditionalProperties });
                break;
            case TextReasoningContent thought:
                contents.Add(new TextReasoningContent(_thoughts.Take(thought.Text)) { ProtectedData = thought.ProtectedData, AdditionalProperties = thought.AdditionalProperties });
                break;
            default:
                contents.AddRange(ContentRedaction.Restore([content], map));
                break;
        }
    }

    private void Finish(List<AIContent> contents)
    {
        if (_thoughts.Finish() is { Length: > 0 } thought) contents.Add(new TextReasoningContent(thought));
        if (_text.Finish() is { Length: > 0 } text) contents.Add(new TextContent(text));
    }
}
