using System.Text;
using Edify.Rag.Hosting.Conversations.Embedded;

namespace Edify.Rag.Hosting.Tests.Conversations.Embedded;

public sealed class FileConversationStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly RagUser Asha = new("asha", "school-1");

    private readonly TemporaryDirectory _directory = new();
    private readonly FileConversationStore _store;

    public FileConversationStoreTests() => _store = new(Path.Combine(_directory.Path, "conversations"), TimeProvider.System);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task No_byte_of_a_deleted_conversation_stays_in_any_file()
    {
        var turn = Turn("zebra question");
        await _store.AppendAsync(Asha, "c", turn);
        await _store.RateAsync(Asha, "c", turn.Id, new(2, Noon) { Text = "zebra feedback" });
        await _store.SummarizeAsync(Asha, "c", new("zebra summary", 1, "s"));
        await _store.AppendAsync(Asha, "d", Turn("other"));
        Assert.True(AllBytes().Contains("zebra", StringComparison.Ordinal));
        Assert.True(await _store.DeleteAsync(Asha, "c"));
        Assert.DoesNotContain("zebra", AllBytes(), StringComparison.Ordinal);
        Assert.Contains("other", AllBytes(), StringComparison.Ordinal);

        await _store.DeleteAllAsync(Asha);
        Assert.Equal(["locks"], Directory.EnumerateFileSystemEntries(Path.Combine(_directory.Path, "conversations")).Select(p => Path.GetFileName(p)));
    }

    [Theory]
    [InlineData("../../outside", "../x")]
    [InlineData("/etc/cron.d/x", "/tmp/y")]
    [InlineData("a\0b", "..")]
    public async Task No_name_leads_out_of_the_folder(string user, string conversation)
    {
        await _store.AppendAsync(new(user, "../tenant"), conversation, Turn("q"));
        Assert.Equal(["conversations"], Directory.EnumerateFileSystemEntries(_directory.Path).Select(p => Path.GetFileName(p)!));
        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(_directory.Path, "conversations"), "*.journal", SearchOption.AllDirectories));
        Assert.Matches("/conversations/[0-9a-f]{32}/[0-9a-f]{32}[.]journal$", file.Replace('\\', '/'));
    }

    [Fact]
    public async Task A_turn_that_a_crash_cut_short_is_not_there_and_the_next_one_is_kept()
    {
        await _store.AppendAsync(Asha, "c", Turn("first"));
        var whole = new FileInfo(Journal()).Length;
        await _store.AppendAsync(Asha, "c", Turn("second"));
        var both = await File.ReadAllBytesAsync(Journal());
        for (var length = whole; length < both.Length; length += 7)
        {
            await File.WriteAllBytesAsync(Journal(), both[..(int)length]);
            Assert.Equal(["first"], (await _store.ReadAsync(Asha, "c")).Select(t => t.Question));
            Assert.Equal(1, (await _store.FindAsync(Asha, "c"))?.Turns);
        }

        await _store.AppendAsync(Asha, "c", Turn("third"));
        Assert.Equal(["first", "third"], (await _store.ReadAsync(Asha, "c")).Select(t => t.Question));
    }

    [Fact]
    public async Task A_crash_before_the_first_turn_leaves_no_conversation()
    {
        await _store.AppendAsync(Asha, "c", Turn("first"));
        var bytes = await File.ReadAllBytesAsync(Journal());
        for (var length = 0; length < bytes.Length; length += 5)
        {
            await File.WriteAllBytesAsync(Journal(), bytes[..length]);
            Assert.Null(await _store.FindAsync(Asha, "c"));
            Assert.Empty(await _store.ListAsync(Asha).ToListAsync());
        }

        await _store.AppendAsync(Asha, "c", Turn("again"));
        Assert.Equal(["again"], (await _store.ReadAsync(Asha, "c")).Select(t => t.Question));
    }

    [Fact]
    public async Task A_damaged_conversation_says_so_can_be_deleted_and_keeps_no_other_from_being_pruned()
    {
        await _store.AppendAsync(Asha, "c", Turn("first"));
        await _store.AppendAsync(Asha, "c", Turn("second"));
        var damaged = Journal();
        await _store.AppendAsync(new("ravi", "school-1"), "d", Turn("old"));
        var bytes = await File.ReadAllBytesAsync(damaged);
        bytes[40] ^= 0xFF;
        await File.WriteAllBytesAsync(damaged, bytes);

        await Assert.ThrowsAsync<RagStateException>(() => _store.ReadAsync(Asha, "c"));
        await Assert.ThrowsAsync<RagStateException>(() => _store.PruneAsync(Noon.AddDays(1)));
        Assert.Equal([damaged], Directory.EnumerateFiles(_directory.Path, "*.journal", SearchOption.AllDirectories));
        Assert.True(await _store.DeleteAsync(Asha, "c"));
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.journal", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task No_file_stays_open()
    {
        foreach (var i in Enumerable.Range(0, 50)) await _store.AppendAsync(new($"pupil-{i}", "school-1"), "c", Turn("q"));
        foreach (var journal in Directory.EnumerateFiles(_directory.Path, "*.journal", SearchOption.AllDirectories))
        {
            // Refused to a second one while anybody holds it.
            using var alone = new FileStream(journal, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
    }

    private static ConversationTurn Turn(string question) => new(Guid.NewGuid(), Noon, question, new Answer($"About {question}.", AnswerOutcome.Answered, []));

    private string Journal() => Directory.EnumerateFiles(_directory.Path, "*.journal", SearchOption.AllDirectories).Single();

    private string AllBytes() => string.Concat(
        Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
}
