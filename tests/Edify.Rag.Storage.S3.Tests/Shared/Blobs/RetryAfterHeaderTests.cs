using Edify.Rag.Shared.Blobs;

namespace Edify.Rag.Storage.S3.Tests.Shared.Blobs;

public sealed class RetryAfterHeaderTests
{
    private static readonly DateTimeOffset Answered = new(2026, 1, 5, 10, 0, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("17", 17)]
    [InlineData(" 17 ", 17)]
    [InlineData("0", 0)]
    [InlineData("Mon, 05 Jan 2026 10:02:00 GMT", 90)]
    [InlineData("Monday, 05-Jan-26 10:02:00 GMT", 90)]
    [InlineData("Mon Jan  5 10:02:00 2026", 90)]
    [InlineData("Mon, 05 Jan 2026 09:00:00 GMT", 0)]
    public void Seconds_and_dates_of_every_form_are_a_wait(string value, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfterHeader.Parse(value, Answered));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("5.5")]
    [InlineData("99999999999")]
    public void What_is_neither_asks_for_nothing(string? value) => Assert.Null(RetryAfterHeader.Parse(value, Answered));
}
