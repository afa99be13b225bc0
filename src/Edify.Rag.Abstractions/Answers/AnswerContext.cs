using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>The passages that a language model is given, numbered from 1 as it is to cite them.</summary>
/// <param name="Question">The question they are to answer.</param>
/// <param name="Passages">The passages, in the order the model reads them.</param>
/// <remarks>
/// A prompt carries its context along as a property of the message that holds it, so that an <see cref="IChatClient"/> that
/// works on passages rather than on prose finds them without parsing; models that know nothing of it ignore it.
/// </remarks>
public sealed record AnswerContext(string Question, IReadOnlyList<ContextPassage> Passages)
{
    private const string PropertyName = "edify.context";

    /// <summary>What was said before in the conversation, oldest first, as the model is to read it; empty where there is nothing.</summary>
    public IReadOnlyList<ChatMessage> History { get; init; } = [];

    /// <summary>Whom the answer is for: a prompt speaks to a pupil of the third grade in other words than to a teacher.</summary>
    public RagUser? Reader { get; init; }

    /// <summary>Length of all passages in the context builder's tokens.</summary>
    public int TokenCount { get; init; }

    /// <summary>Attaches the context to the message that shows it to the model.</summary>
    /// <param name="message">The message; changed.</param>
    public void AttachTo(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        (message.AdditionalProperties ??= [])[PropertyName] = this;
    }

    /// <summary>The context that the last message which has one carries; <see langword="null"/> when none does.</summary>
    /// <param name="messages">The conversation sent to a model.</param>
    public static AnswerContext? Find(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return messages.Reverse().Select(m => m.AdditionalProperties?.GetValueOrDefault(PropertyName)).OfType<AnswerContext>().FirstOrDefault();
    }
}

/// <summary>One passage of a context.</summary>
/// <param name="Number">How the model is to cite it, from 1.</param>
/// <param name="Chunk">The passage as it was found.</param>
/// <param name="Text">Its text as the model sees it, perhaps shortened to whole sentences; always a part of the chunk's text.</param>
public sealed record ContextPassage(int Number, RetrievedChunk Chunk, string Text)
{
    /// <summary>What the model reads before the passage to understand it, such as the header of its table; empty where there is nothing.</summary>
    public string Preface { get; init; } = string.Empty;

    /// <summary>
    /// The passage with what stands around it, which the model reads in place of <see cref="Text"/>; citations lead to
    /// <see cref="Text"/> all the same. Empty where the passage stands for itself.
    /// </summary>
    public string Window { get; init; } = string.Empty;

    /// <summary>In which ways its text tries to give orders to a language model, such as "override"; empty where it does not.</summary>
    public IReadOnlyList<string> Suspicions { get; init; } = [];
}
