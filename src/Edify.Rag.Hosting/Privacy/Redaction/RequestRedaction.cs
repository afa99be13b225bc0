using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Privacy.Redaction;

/// <summary>A request to a language model without what identifies a person. The caller's messages stay as they are.</summary>
internal sealed class RequestRedaction
{
    private const string Notice =
        "Some words were replaced by marks in angle brackets, such as <PERSON_1> or <PHONE_1>. Each mark stands for one and the same thing throughout. " +
        "Where you would write what it stands for, write the mark exactly as it stands, brackets included, and never guess what it stands for.";

    private RequestRedaction(IReadOnlyList<ChatMessage> messages, ChatOptions? options, RedactionMap map) => (Messages, Options, Map) = (messages, options, map);

    public IReadOnlyList<ChatMessage> Messages { get; }

    public ChatOptions? Options { get; }

    public RedactionMap Map { get; }

    public static RequestRedaction Of(IEnumerable<ChatMessage> messages, ChatOptions? options, IPiiDetector detector)
    {
        var given = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var map = new RedactionMap(detector);
        foreach (var message in given) ContentRedaction.Reserve(message, map);
        if (options?.Instructions is { } reserved) map.Reserve(reserved);
        List<ChatMessage> redacted = [.. given.Select(message => ContentRedaction.Redact(message, map))];
        if (options?.Instructions is { } instructions && map.Redact(instructions) is var changed && !ReferenceEquals(changed, instructions))
        {
            options = options.Clone();
            options.Instructions = changed;
        }

        if (map.Count > 0) AddNotice(redacted);
        return new(redacted, options, map);
    }

    // Into the first message where that is the system's: some models take one such message, and only there.
    private static void AddNotice(List<ChatMessage> messages)
    {
        if (messages.Count > 0 && messages[0].Role == ChatRole.System) messages[0].Contents.Add(new TextContent($"\n\n{Notice}"));
        else messages.Insert(0, new(ChatRole.System, Notice));
    }
}
