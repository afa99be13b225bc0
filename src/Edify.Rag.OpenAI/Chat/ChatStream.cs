using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Edify.Rag.OpenAI.Chat;

/// <summary>Reads an answer that comes in pieces: text as it comes, calls of tools and usage at the end, since they come in parts.</summary>
internal sealed class ChatStream
{
    private const int MostCalls = 128;
    private const int LongestArguments = 1 << 20;

    private readonly SortedDictionary<long, (string Id, string Name, StringBuilder Arguments)> _calls = [];
    private UsageDetails? _usage;
    private string? _id;
    private string? _model;

    /// <summary>Whether the server has said that the answer is complete.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads a piece.</summary>
    /// <returns>What it adds; <see langword="null"/> when that is nothing yet.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">It calls for more tools, or with longer arguments, than anybody does.</exception>
    public ChatResponseUpdate? Read(ReadOnlyMemory<byte> data)
    {
        if (data.Span.SequenceEqual("[DONE]"u8))
        {
            IsComplete = true;
            return null;
        }

        using var document = JsonDocument.Parse(data);
        var json = document.RootElement;
        _id = ChatJson.String(json, "id") ?? _id;
        _model = ChatJson.String(json, "model") is { Length: > 0 } model ? model : _model;
        _usage = ChatJson.Usage(json) ?? _usage;

        var choice = ChatJson.List(json, "choices").FirstOrDefault();
        if (choice.ValueKind is not JsonValueKind.Object) return null;
        var finish = ChatJson.Finish(choice);
        IsComplete |= finish is not null;
        List<AIContent> contents = [];
        if (ChatJson.Member(choice, "delta") is { } delta)
        {
            contents.AddRange(ChatJson.Contents(delta));
            foreach (var call in ChatJson.List(delta, "tool_calls")) Collect(call);
        }

        if (finish is not null) contents.AddRange(TakeCalls());
        return contents.Count == 0 && finish is null ? null : Update(contents, finish, ChatJson.Created(json));
    }

    /// <summary>What is left at the end; <see langword="null"/> when that is nothing.</summary>
    public ChatResponseUpdate? Finish()
    {
        List<AIContent> contents = [.. TakeCalls()];
        if (_usage is not null) contents.Add(new UsageContent(_usage));
        return contents.Count == 0 ? null : Update(contents, null, null);
    }

    private void Collect(JsonElement call)
    {
        var index = ChatJson.Number(call, "index") ?? _calls.Count;
        if (!_calls.TryGetValue(index, out var known))
        {
            if (_calls.Count >= MostCalls) throw new FormatException("it calls tools without end");
            known = (string.Empty, string.Empty, new());
        }

        if (ChatJson.String(call, "id") is { Length: > 0 } id) known.Id = id;
        if (ChatJson.Member(call, "function") is { } function)
        {
            if (ChatJson.String(function, "name") is { Length: > 0 } name) known.Name = name;
            known.Arguments.Append(ChatJson.String(function, "arguments"));
            if (known.Arguments.Length > LongestArguments) throw new FormatException("it calls a tool with arguments without end");
        }

        _calls[index] = known;
    }

    private List<FunctionCallContent> TakeCalls()
    {
        List<FunctionCallContent> calls =
        [
            .. _calls.Values.Where(call => call.Name.Length > 0).Select(call => ToolJson.Call(call.Id.Length > 0 ? call.Id : call.Name, call.Name, call.Arguments.ToString())),
        ];
        _calls.Clear();
        return calls;
    }

    private ChatResponseUpdate Update(List<AIContent> contents, ChatFinishReason? finish, DateTimeOffset? created) => new(ChatRole.Assistant, contents)
    {
        ResponseId = _id,
        MessageId = _id,
        ModelId = _model,
        CreatedAt = created,
        FinishReason = finish,
    };
}
