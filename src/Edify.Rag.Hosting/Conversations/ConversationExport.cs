using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag;

/// <summary>Hands people what is kept of them.</summary>
public static class ConversationExport
{
    private static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();

    /// <summary>
    /// Writes all conversations of a user as JSON Lines in UTF-8, a turn a line: <c>conversation</c>, <c>title</c>, <c>turn</c>,
    /// <c>askedAt</c>, <c>question</c>, <c>answer</c>, <c>outcome</c>, <c>citations</c>, and <c>rating</c> and <c>comment</c> where
    /// the user gave them. The last used conversation comes first, its turns oldest first.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="user">Whose conversations.</param>
    /// <param name="destination">Where to; it stays open.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>How many turns were written.</returns>
    /// <exception cref="RagStateException">The store can't be read.</exception>
    public static async Task<long> ExportAsync(this IConversationStore store, RagUser user, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(destination);
        var written = 0L;
        await foreach (var conversation in store.ListAsync(user, cancellationToken).ConfigureAwait(false))
        {
            foreach (var turn in await store.ReadAsync(user, conversation.Id, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                var line = JsonSerializer.SerializeToUtf8Bytes(ExportedTurn.Of(conversation, turn), ExportJson.Plain.ExportedTurn);
                await destination.WriteAsync(line, cancellationToken).ConfigureAwait(false);
                await destination.WriteAsync(NewLine, cancellationToken).ConfigureAwait(false);
                written++;
            }
        }

        return written;
    }
}

/// <summary>A line of an export: what people need of a turn.</summary>
internal sealed record ExportedTurn(
    string Conversation, string Title, Guid Turn, DateTimeOffset AskedAt, string Question, string Answer, AnswerOutcome Outcome, IReadOnlyList<Citation> Citations)
{
    public int? Rating { get; init; }

    public string? Comment { get; init; }

    public static ExportedTurn Of(Conversation conversation, ConversationTurn turn) =>
        new(conversation.Id, conversation.Title, turn.Id, turn.AskedAt, turn.Question, turn.Answer.Text, turn.Answer.Outcome, turn.Answer.Citations)
        {
            Rating = turn.Feedback?.Rating,
            Comment = turn.Feedback?.Text,
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExportedTurn))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>Texts as they are: the file is for people, and not for a page.</summary>
    public static ExportJson Plain => Made.Plain;

    // Of a class of its own: within this one, nothing says that the default is made before.
    private static class Made
    {
        public static readonly ExportJson Plain = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
