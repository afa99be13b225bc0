using System.Globalization;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Generation.Gateway;

internal sealed class ChatModelOptionsValidator : IValidateOptions<ChatModelOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ShortestOfBreaker = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, ChatModelOptions options)
    {
        var failures = new List<string>();
        Time(nameof(options.FirstTokenTimeout), options.FirstTokenTimeout, Shortest, Hour, "10 milliseconds to 1 hour");
        Time(nameof(options.TokenTimeout), options.TokenTimeout, Shortest, Hour, "10 milliseconds to 1 hour");
        Time(nameof(options.Timeout), options.Timeout, Shortest, Hour, "10 milliseconds to 1 hour");
        Number(nameof(options.MaxRetries), options.MaxRetries, 0, 10);
        Time(nameof(options.BaseDelay), options.BaseDelay, TimeSpan.Zero, Minute, "0 to 1 minute");
        Time(nameof(options.MaxDelay), options.MaxDelay, TimeSpan.Zero, TenMinutes, "0 to 10 minutes");
        Time(nameof(options.MaxRetryAfter), options.MaxRetryAfter, TimeSpan.Zero, TenMinutes, "0 to 10 minutes");
        if (options.FailureRatio is not (> 0 and <= 1)) Fail(nameof(options.FailureRatio), options.FailureRatio, "above 0, to 1");
        Number(nameof(options.MinThroughput), options.MinThroughput, 2, 10_000);
        Time(nameof(options.SamplingDuration), options.SamplingDuration, ShortestOfBreaker, Day, "500 milliseconds to 1 day");
        Time(nameof(options.BreakDuration), options.BreakDuration, ShortestOfBreaker, Day, "500 milliseconds to 1 day");
        Number(nameof(options.MaxParallelCalls), options.MaxParallelCalls, 1, 10_000);
        Number(nameof(options.MaxQueuedCalls), options.MaxQueuedCalls, 0, 100_000);
        Time(nameof(options.QueueTimeout), options.QueueTimeout, TimeSpan.Zero, Hour, "0 to 1 hour");
        Number(nameof(options.MaxCharacters), options.MaxCharacters, 1, 10_000_000);
        if (options.MaxTokensPerPeriod is < 0 and var tokens) Fail(nameof(options.MaxTokensPerPeriod), tokens, "0 and up, or left out");
        if (options.MaxCostPerPeriod is < 0 and var cost) Fail(nameof(options.MaxCostPerPeriod), cost, "0 and up, or left out");
        Time(nameof(options.BudgetPeriod), options.BudgetPeriod, TimeSpan.FromSeconds(1), 366 * Day, "1 second to 366 days");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Number(string key, int value, int least, int most)
        {
            if (value < least || value > most) Fail(key, value, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));
        }

        void Time(string key, TimeSpan value, TimeSpan least, TimeSpan most, string range)
        {
            if (value < least || value > most) Fail(key, value, range);
        }

        void Fail(string key, IFormattable? value, string range) =>
            failures.Add($"{nameof(ChatModelOptions)}.{key} is {value?.ToString(null, CultureInfo.InvariantCulture)} for '{name}'; it must be {range}.");
    }
}
