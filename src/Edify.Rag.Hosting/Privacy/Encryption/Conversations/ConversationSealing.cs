using System.Text;
using System.Text.Json;
using Edify.Rag.Hosting.Privacy.Encryption.Keys;
using Edify.Rag.Shared.Conversations;

namespace Edify.Rag.Hosting.Privacy.Encryption.Conversations;

/// <summary>Texts of one user's conversation, encrypted for it.</summary>
internal sealed class ConversationSealing(KeyRing keys, RagUser user, string conversation)
{
    // Two characters of the private use area: nobody asks them.
    private const string Mark = "\uE0ED\uE001";

    // A title has 200 characters with the mark before it.
    private const int MostOfTitle = 300;

    public static bool IsSealed(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>The turn as a store may have it: its question begins with the title, which stores make titles of.</summary>
    public async ValueTask<ConversationTurn> SealAsync(ConversationTurn turn, CancellationToken cancellationToken)
    {
        var title = Mark + await DenseAsync(TitleOf(turn.Question), "title", string.Empty, cancellationToken).ConfigureAwait(false);
        var json = JsonSerializer.SerializeToUtf8Bytes(turn with { Feedback = null }, ConversationJson.Plain.ConversationTurn);
        var key = await keys.CurrentAsync(cancellationToken).ConfigureAwait(false);
        var body = Convert.ToBase64String(Envelope.Seal(key, json, Owner("turn", turn.Id.ToString("n"))));
        return turn with
        {
            Question = $"{title}\n{body}",
            Answer = new(string.Empty, turn.Answer.Outcome, Cited(turn.Answer)) { TurnId = turn.Answer.TurnId, ConversationId = turn.Answer.ConversationId },
            Feedback = turn.Feedback is null ? null : await SealAsync(turn.Id, turn.Feedback, cancellationToken).ConfigureAwait(false),
        };
    }

    public async ValueTask<ConversationTurn> OpenAsync(ConversationTurn turn, CancellationToken cancellationToken)
    {
        var feedback = turn.Feedback is { } said ? said with { Text = await TextAsync(said.Text, "feedback", turn.Id.ToString("n"), cancellationToken).ConfigureAwait(false) } : null;
        if (!IsSealed(turn.Question)) return turn with { Feedback = feedback };
        var what = $"The turn {turn.Id} of a conversation";
        var body = turn.Question[(turn.Question.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var envelope = new byte[body.Length];
        if (!Convert.TryFromBase64String(body, envelope, out var length)) throw Envelope.Damaged(what);
        var json = await OpenAsync(envelope.AsMemory(0, length), Owner("turn", turn.Id.ToString("n")), what, cancellationToken).ConfigureAwait(false);
        var opened = JsonSerializer.Deserialize(json, ConversationJson.Plain.ConversationTurn) ?? throw Envelope.Damaged(what);
        return opened with { Feedback = feedback };
    }

    public async ValueTask<AnswerFeedback> SealAsync(Guid turn, AnswerFeedback feedback, CancellationToken cancellationToken)
    {
        FeedbackRules.Check(feedback);
        if (feedback.Text.Length == 0) return feedback;
        var text = Mark + await DenseAsync(Encoding.UTF8.GetBytes(feedback.Text), "feedback", turn.ToString("n"), cancellationToken).ConfigureAwait(false);
        return text.Length <= FeedbackRules.MaxTextLength
            ? feedback with { Text = text }
            : throw new RagInputException($"The feedback has {feedback.Text.Length:N0} characters; encrypted as it is here, it takes more than there is room for. Shorten it.");
    }

    public async ValueTask<ConversationSummary> SealAsync(ConversationSummary summary, CancellationToken cancellationToken) =>
        summary with { Text = Mark + await DenseAsync(Encoding.UTF8.GetBytes(summary.Text), "summary", string.Empty, cancellationToken).ConfigureAwait(false) };

    public async ValueTask<Conversation> OpenAsync(Conversation stored, CancellationToken cancellationToken)
    {
        var summary = stored.Summary is { } told ? told with { Text = await TextAsync(told.Text, "summary", string.Empty, cancellationToken).ConfigureAwait(false) } : null;

        // What follows the first blank of it is the beginning of the turn.
        var title = IsSealed(stored.Title) ? await TextAsync(stored.Title.Split(' ')[0], "title", string.Empty, cancellationToken).ConfigureAwait(false) : stored.Title;
        return stored with { Title = title, Summary = summary };
    }

    // Documents by their identifiers alone, so that an erasure finds the answers that cite them.
    private static IReadOnlyList<Citation> Cited(Answer answer) =>
        [.. answer.Citations.Select(citation => citation.DocumentId).Distinct().Select((document, i) => new Citation(i + 1, string.Empty, 0, string.Empty) { DocumentId = document })];

    private static byte[] TitleOf(string question)
    {
        var title = ConversationTitle.Of(question);
        while (Encoding.UTF8.GetByteCount(title) > MostOfTitle - KeyText.LongestId - 30)
            title = title[..(char.IsLowSurrogate(title[^1]) ? ^2 : ^1)];
        return Encoding.UTF8.GetBytes(title.TrimEnd());
    }

    private async ValueTask<string> DenseAsync(byte[] plain, string kind, string turn, CancellationToken cancellationToken) =>
        DenseText.Encode(Envelope.Seal(await keys.CurrentAsync(cancellationToken).ConfigureAwait(false), plain, Owner(kind, turn)));

    private async ValueTask<string> TextAsync(string text, string kind, string turn, CancellationToken cancellationToken)
    {
        if (!IsSealed(text)) return text;
        var what = $"The {kind} of a conversation";
        var envelope = DenseText.Decode(text.AsSpan(Mark.Length)) ?? throw Envelope.Damaged(what);
        return Encoding.UTF8.GetString(await OpenAsync(envelope, Owner(kind, turn), what, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<byte[]> OpenAsync(ReadOnlyMemory<byte> envelope, byte[] owner, string what, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(Envelope.KeyOf(envelope.Span, what), what, cancellationToken).ConfigureAwait(false);
        return Envelope.Open(key, envelope.Span, owner, what);
    }

    private byte[] Owner(string kind, string turn) => Envelope.Owner(kind, user.Tenant, user.Id, conversation, turn);
}
