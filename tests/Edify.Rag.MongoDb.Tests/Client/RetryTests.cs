using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Server.Serving;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Tests.Client;

public sealed class RetryTests : IAsyncDisposable
{
    private readonly MongoDouble _set = new(new() { Members = 2 });
    private readonly TestClient _client;

    public RetryTests() => _client = new(_set, "heartbeatFrequencyMS=500");

    [Fact]
    public async Task A_write_whose_reply_is_lost_is_sent_again_and_done_once()
    {
        _set.Fault("insert", new DoubleFault.CloseAfter());

        Assert.Equal(1, (await _client.InsertAsync(7))["n"]);

        var calls = _set.Calls.Where(c => c.Name == "insert").ToList();
        Assert.Equal(2, calls.Count);
        Assert.Single(calls.Select(c => c.Body["txnNumber"]).Distinct());
        Assert.Equal(1, await _client.CountAsync());
    }

    [Fact]
    public async Task A_write_that_is_lost_on_its_way_is_sent_again()
    {
        _set.Fault("insert", new DoubleFault.CloseBefore());

        await _client.InsertAsync(7);

        Assert.Equal(1, await _client.CountAsync());
    }

    [Fact]
    public async Task A_reply_that_is_damaged_is_not_believed()
    {
        _set.Fault("insert", new DoubleFault.Corrupt(bytes => [.. bytes[..25], .. bytes[25..].Select(b => (byte)(b ^ 0x55))]));

        Assert.Equal(1, (await _client.InsertAsync(7))["n"]);
        Assert.Equal(1, await _client.CountAsync());
    }

    [Fact]
    public async Task A_reply_to_another_question_is_not_believed()
    {
        _set.Fault("count", new DoubleFault.Corrupt(bytes => [.. bytes[..8], (byte)(bytes[8] + 1), .. bytes[9..]]));

        Assert.Equal(0, await _client.CountAsync());
        Assert.Equal(2, _set.Calls.Count(c => c.Name == "count"));
    }

    [Fact]
    public async Task Numbers_of_writes_grow()
    {
        await _client.InsertAsync(1);
        await _client.InsertAsync(2);

        Assert.Equal([1L, 2L], _set.Calls.Select(c => (long)c.Body["txnNumber"]!));
        Assert.Single(_set.Calls.Select(c => Convert.ToHexString(((MongoBytes)c.Document("lsid")["id"]!).Value)).Distinct());
    }

    [Fact]
    public async Task What_fails_twice_fails()
    {
        _set.Fault("insert", new DoubleFault.CloseBefore(), new DoubleFault.CloseBefore());

        await Assert.ThrowsAsync<MongoConnectionException>(() => _client.InsertAsync(7));
        Assert.Equal(0, await _client.CountAsync());
    }

    [Fact]
    public async Task A_write_that_may_change_many_is_not_sent_again()
    {
        await _client.PingAsync();
        _set.Fault("delete", new DoubleFault.CloseAfter());

        await Assert.ThrowsAsync<MongoConnectionException>(() => DeleteAsync(limit: 0));
        Assert.Single(_set.Calls, c => c.Name == "delete");
    }

    [Fact]
    public async Task Writes_are_not_sent_again_where_the_connection_string_says_so()
    {
        await using var client = new TestClient(_set, "retryWrites=false");
        _set.Fault("insert", new DoubleFault.CloseAfter());

        await Assert.ThrowsAsync<MongoConnectionException>(() => client.InsertAsync(7));
        Assert.DoesNotContain(_set.Calls, c => c.Body.Has("txnNumber"));
    }

    [Fact]
    public async Task An_error_without_the_sign_is_final()
    {
        _set.Fault("insert", new DoubleFault.Fail(112, "WriteConflict"));

        Assert.Equal(112, (await Assert.ThrowsAsync<MongoCommandException>(() => _client.InsertAsync(7))).Code);
    }

    [Fact]
    public async Task An_error_with_the_sign_is_tried_again()
    {
        _set.Fault("insert", new DoubleFault.Fail(112, "WriteConflict", "RetryableWriteError"));

        await _client.InsertAsync(7);
        Assert.Equal(1, await _client.CountAsync());
    }

    [Fact]
    public async Task A_write_that_others_did_not_follow_is_sent_again_where_the_server_says_so()
    {
        _set.Fault("insert", new DoubleFault.NotFollowed(91, "RetryableWriteError"));

        Assert.False((await _client.InsertAsync(7)).Has("writeConcernError"));
        Assert.Equal(1, await _client.CountAsync());
    }

    [Fact]
    public async Task Of_two_errors_the_one_that_tells_something_is_raised()
    {
        _set.Fault("insert", new DoubleFault.Fail(112, "WriteConflict", "RetryableWriteError"), new DoubleFault.Fail(10107, "NotWritablePrimary", "RetryableWriteError", "NoWritesPerformed"));

        Assert.Equal(112, (await Assert.ThrowsAsync<MongoCommandException>(() => _client.InsertAsync(7))).Code);
    }

    [Fact]
    public async Task Reads_are_tried_once_more()
    {
        _set.Fault("count", new DoubleFault.CloseBefore());
        Assert.Equal(0, await _client.CountAsync());

        _set.Fault("count", new DoubleFault.Fail(6, "HostUnreachable"));
        Assert.Equal(0, await _client.CountAsync());

        _set.Fault("count", new DoubleFault.Fail(2, "BadValue"));
        await Assert.ThrowsAsync<MongoCommandException>(() => _client.CountAsync());
    }

    [Fact]
    public async Task An_overloaded_server_gets_any_command_again_and_twice_at_most()
    {
        var fault = new DoubleFault.Fail(462, "IngressRequestRateLimitExceeded", "SystemOverloadedError", "RetryableError");
        _set.Fault("delete", fault, fault);
        Assert.Equal(0, (await DeleteAsync(limit: 0))["n"]);

        _set.Fault("delete", fault, fault, fault);
        Assert.True((await Assert.ThrowsAsync<MongoCommandException>(() => DeleteAsync(limit: 0))).IsTransient);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _set.DisposeAsync();
    }

    private Task<MongoDocument> DeleteAsync(int limit) =>
        _client.RunAsync(new(("delete", "items"), ("deletes", new List<object?> { new MongoDocument(("q", new MongoDocument()), ("limit", limit)) })));
}
