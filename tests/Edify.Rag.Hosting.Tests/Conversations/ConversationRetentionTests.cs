using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Tests.Conversations;

public sealed class ConversationRetentionTests
{
    [Fact]
    public async Task A_host_deletes_what_was_not_used_for_as_long_as_the_options_say()
    {
        var time = new FakeTimeProvider();
        var user = new RagUser("asha", "s");
        await using var school = new SmallSchool(rag =>
        {
            rag.Services.AddSingleton<TimeProvider>(time);
            rag.ConfigureConversations(o => (o.Retention, o.PruneInterval) = (TimeSpan.FromDays(30), TimeSpan.FromHours(1)));
        });
        var store = school.Services.GetRag<IConversationStore>();
        await store.AppendAsync(user, "old", Turn(time.GetUtcNow().AddDays(-31)));
        await store.AppendAsync(user, "young", Turn(time.GetUtcNow().AddDays(-29)));

        var retention = school.Services.GetServices<IHostedService>().OfType<Hosting.Conversations.ConversationRetention>().Single();
        await retention.StartAsync(CancellationToken.None);
        await Until.TrueAsync(() => Ids().SequenceEqual(["young"]));
        await Until.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromHours(6));
            return Ids().Length == 0;
        });
        await retention.StopAsync(CancellationToken.None);
        Assert.InRange(time.GetUtcNow(), new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue);

        string[] Ids() => [.. store.ListAsync(user).ToBlockingEnumerable().Select(c => c.Id)];
    }

    private static ConversationTurn Turn(DateTimeOffset at) => new(Guid.NewGuid(), at, "q", new("a", AnswerOutcome.Answered, []));
}
