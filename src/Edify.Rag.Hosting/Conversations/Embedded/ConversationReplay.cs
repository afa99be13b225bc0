using Edify.Rag.Shared.Conversations;

namespace Edify.Rag.Hosting.Conversations.Embedded;

/// <summary>Goes through a conversation's records and keeps what is asked for: what the conversation is, and its last turns.</summary>
/// <param name="turns">How many of the last turns to keep.</param>
internal sealed class ConversationReplay(int turns)
{
    private readonly HashSet<Guid> _ids = [];
    private readonly Queue<byte[]> _last = new();
    private readonly Dictionary<Guid, byte[]> _feedback = [];
    private ConversationHead? _head;
    private string _title = string.Empty;
    private byte[]? _summary;
    private DateTimeOffset _started, _lastUsed;

    /// <summary>Whether there is no turn yet, and so no conversation.</summary>
    public bool IsEmpty => _ids.Count == 0;

    public DateTimeOffset LastUsed => _lastUsed;

    public bool Has(Guid turn) => _ids.Contains(turn);

    /// <summary>Takes one record; its memory is only lent.</summary>
    public void Apply(ReadOnlyMemory<byte> record)
    {
        switch (ConversationRecord.KindOf(record.Span))
        {
            case ConversationRecordKind.Head:
                _head = ConversationRecord.ReadHead(record.Span);
                break;
            case ConversationRecordKind.Turn:
                ApplyTurn(record.Span);
                break;
            case ConversationRecordKind.Feedback when turns > 0:
                _feedback[ConversationRecord.TurnOf(record.Span)] = record.ToArray();
                break;
            case ConversationRecordKind.Summary:
                _summary = record.ToArray();
                break;
            default:
                // What a newer version adds, this one need not know to read the rest.
                break;
        }
    }

    /// <summary>Whether it is a conversation of this tenant.</summary>
    public bool IsOf(string tenant) => _head?.Tenant == tenant;

    /// <summary>Whether an answer among the turns that were kept cites one of these documents.</summary>
    public bool Cites(IReadOnlyCollection<Guid> documents) => ToTurns().Any(turn => turn.Answer.Citations.Any(citation => documents.Contains(citation.DocumentId)));

    public Conversation? ToConversation() => IsEmpty || _head is null
        ? null
        : new(_head.Id, _title, _started, _lastUsed, _ids.Count) { Summary = _summary is null ? null : ConversationRecord.ReadSummary(_summary) };

    public IReadOnlyList<ConversationTurn> ToTurns() => [.. _last.Select(record => WithFeedback(ConversationRecord.ReadTurn(record)))];

    private ConversationTurn WithFeedback(ConversationTurn turn) =>
        _feedback.TryGetValue(turn.Id, out var feedback) ? turn with { Feedback = ConversationRecord.ReadFeedback(feedback) } : turn;

    private void ApplyTurn(ReadOnlySpan<byte> record)
    {
        var time = ConversationRecord.TimeOf(record);
        if (IsEmpty) (_title, _started, _lastUsed) = (ConversationTitle.Of(ConversationRecord.ReadTurn(record).Question), time, time);
        if (time > _lastUsed) _lastUsed = time;
        _ids.Add(ConversationRecord.TurnOf(record));
        if (turns == 0) return;
        if (_last.Count == turns) _last.Dequeue();
        _last.Enqueue(record.ToArray());
    }
}
