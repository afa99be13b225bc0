using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Tests.Client;

public sealed class FailOverTests : IAsyncDisposable
{
    private readonly MongoDouble _set = new(new() { Members = 3 });
    private readonly TestClient _client;

    public FailOverTests() => _client = new(_set, "heartbeatFrequencyMS=500");

    [Fact]
    public async Task All_members_are_found_by_one_of_them()
    {
        await using var client = new TestClient($"mongodb://{_set.Members[2].Address}/?replicaSet=rs0");

        await client.InsertAsync(1);

        Assert.Equal(3, client.Client.Topology!.Servers.Count);
        Assert.Equal(1, await client.CountAsync());
    }

    [Fact]
    public async Task Writes_go_to_the_new_primary_once_it_is_elected()
    {
        await _client.InsertAsync(1);
        _set.Elect(1);

        await _client.InsertAsync(2);

        Assert.Equal(2, await _client.CountAsync());
    }

    [Fact]
    public async Task A_primary_that_dies_is_waited_for_until_there_is_another()
    {
        await _client.InsertAsync(1);
        _set.Elect(null);
        await _set.Members[0].StopAsync();
        var write = _client.InsertAsync(2);
        Assert.False(write.IsCompleted);
        _set.Elect(2);

        await write;

        Assert.Equal(2, await _client.CountAsync());
    }

    [Fact]
    public async Task A_member_that_comes_back_is_used_again()
    {
        await _client.InsertAsync(1);
        await _set.Members[0].StopAsync();
        _set.Elect(1);
        await _client.InsertAsync(2);
        _set.Members[0].Start();
        _set.Elect(0);

        await _client.InsertAsync(3);

        Assert.Equal(3, await _client.CountAsync());
    }

    [Fact]
    public async Task No_write_is_lost_or_done_twice_while_primaries_come_and_go()
    {
        const int Writes = 60;
        using var end = new CancellationTokenSource();
        var trouble = MakeTroubleAsync(end.Token);
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Writes), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            // What fails in spite of the second try is tried again by the caller, who gets a duplicate if it was done.
            while (true)
            {
                try
                {
                    var reply = await _client.InsertAsync(i);
                    if (reply["n"] is 1 || ServerReplies.WriteFailureOf(MongoText.Write(reply))?.Code == ErrorCodes.DuplicateKey) break;
                }
                catch (MongoException e) when (e.IsTransient)
                {
                    // Once more.
                }
            }

            Interlocked.Increment(ref done);
        });
        await end.CancelAsync();
        await trouble;

        Assert.Equal(Writes, done);
        Assert.Equal(Writes, await _client.CountAsync());
    }

    [Fact]
    public async Task Without_a_primary_nothing_is_written_and_the_error_says_so()
    {
        _set.Elect(null);
        await using var client = new TestClient(_set, "serverSelectionTimeoutMS=300");

        var error = await Assert.ThrowsAsync<MongoTimeoutException>(() => client.InsertAsync(1));
        Assert.Contains("No primary", error.Message, StringComparison.Ordinal);

        await using var reader = new TestClient(_set, "readPreference=primaryPreferred");
        Assert.Equal(0, await reader.CountAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _set.DisposeAsync();
    }

    private async Task MakeTroubleAsync(CancellationToken end)
    {
        for (var i = 1; !end.IsCancellationRequested; i++)
        {
            try
            {
                await Task.Delay(150, end);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            _set.Members[(i - 1) % 3].Cut();
            _set.Elect(i % 3);
        }
    }
}
