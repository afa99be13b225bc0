using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Tests.Wire;

public sealed class ServerRepliesTests
{
    [Fact]
    public void A_failure_has_code_name_and_labels_and_not_the_values_that_the_server_quotes()
    {
        var error = ServerReplies.FailureOf(MongoText.Write(new(
            ("ok", 0.0), ("errmsg", "not authorized on school to execute command { insert: \"items\", documents: [ { text: \"Anna\" } ] }"),
            ("code", 13), ("codeName", "Unauthorized"), ("errorLabels", new List<object?> { "TransientTransactionError" }))));

        Assert.NotNull(error);
        Assert.Equal((13, "Unauthorized", "not authorized on school to execute command"), (error.Code, error.CodeName, error.Text));
        Assert.Equal(["TransientTransactionError"], error.Labels);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public void Success_is_no_failure() => Assert.Null(ServerReplies.FailureOf(MongoText.Write(new(("n", 1), ("ok", 1)))));

    [Fact]
    public void The_first_write_that_failed_is_found()
    {
        var error = ServerReplies.WriteFailureOf(MongoText.Write(new(
            ("n", 0), ("ok", 1.0),
            ("writeErrors", new List<object?> { new MongoDocument(("index", 0), ("code", 11000), ("errmsg", "E11000 duplicate key error collection: a.b index: x dup key: { : \"Anna\" }")) }))));

        Assert.Equal((11000, "DuplicateKey"), (error!.Code, error.CodeName));
        Assert.DoesNotContain("Anna", error.Text, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void A_write_that_others_did_not_follow_is_found() => Assert.Equal(
        64, ServerReplies.WriteFailureOf(MongoText.Write(new(("n", 1), ("writeConcernError", new MongoDocument(("code", 64), ("errmsg", "waiting timed out"))), ("ok", 1))))!.Code);

    [Theory]
    [InlineData(91, true)]
    [InlineData(10107, true)]
    [InlineData(50, true)]
    [InlineData(112, true)]
    [InlineData(13, false)]
    [InlineData(11000, false)]
    public void Codes_tell_whether_a_later_try_may_succeed(int code, bool isTransient) => Assert.Equal(isTransient, new ServerError(code, "X", "", []).IsTransient);
}
