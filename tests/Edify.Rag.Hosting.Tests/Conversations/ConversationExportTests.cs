using System.Text;
using System.Text.Json;
using Edify.Rag.Hosting.Conversations.Embedded;

namespace Edify.Rag.Hosting.Tests.Conversations;

public sealed class ConversationExportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_export_has_a_line_for_each_turn_of_the_user_and_of_nobody_else()
    {
        using var directory = new TemporaryDirectory();
        var store = new FileConversationStore(directory.Path, TimeProvider.System);
        var (asha, ravi) = (new RagUser("asha", "s"), new RagUser("ravi", "s"));
        var turn = Turn("शुल्क?\nline two", 1);
        await store.AppendAsync(asha, "a", turn);
        await store.RateAsync(asha, "a", turn.Id, new(2, Noon) { Text = "too short" });
        await store.AppendAsync(asha, "b", Turn("second", 2));
        await store.AppendAsync(asha, "a", Turn("third", 3));
        await store.AppendAsync(ravi, "a", Turn("his", 4));

        using var stream = new MemoryStream();
        Assert.Equal(3, await store.ExportAsync(asha, stream));
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("शुल्क", text, StringComparison.Ordinal);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["शुल्क?\nline two", "third", "second"], lines.Select(l => l.GetProperty("question").GetString()));
        Assert.Equal((2, "too short", "a"), (lines[0].GetProperty("rating").GetInt32(), lines[0].GetProperty("comment").GetString(), lines[0].GetProperty("conversation").GetString()));
        Assert.Equal("doc.pdf", lines[0].GetProperty("citations")[0].GetProperty("documentName").GetString());
        Assert.False(lines[1].TryGetProperty("rating", out _));
    }

    private static ConversationTurn Turn(string question, int minutes) =>
        new(Guid.NewGuid(), Noon.AddMinutes(minutes), question, new("Answer [1].", AnswerOutcome.Answered, [new(1, "doc.pdf", 1, "words")]));
}
