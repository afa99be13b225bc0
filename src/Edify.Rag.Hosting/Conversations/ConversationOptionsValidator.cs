using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Checks <see cref="ConversationOptions"/>.</summary>
internal sealed class ConversationOptionsValidator : IValidateOptions<ConversationOptions>
{
    public ValidateOptionsResult Validate(string? name, ConversationOptions options)
    {
        if (options.MaxHistoryTokens is < 0 or > 100_000) return Fail($"MaxHistoryTokens is {options.MaxHistoryTokens}; it must be 0 to 100,000.");
        if (options.MaxTurns is < 0 or > 100) return Fail($"MaxTurns is {options.MaxTurns}; it must be 0 to 100.");
        if (options.SummarizeAfter is < 0 or 1 or > 100) return Fail($"SummarizeAfter is {options.SummarizeAfter}; it must be 0, or 2 to 100.");
        if (options.Retention is { } retention && (retention < TimeSpan.FromHours(1) || retention > TimeSpan.FromDays(36_500)))
            return Fail($"Retention is {retention}; it must be 1 hour to 36,500 days.");
        return options.PruneInterval < TimeSpan.FromMinutes(1) || options.PruneInterval > TimeSpan.FromDays(30)
            ? Fail($"PruneInterval is {options.PruneInterval}; it must be 1 minute to 30 days.")
            : ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Fail(string what) => ValidateOptionsResult.Fail($"Conversations: {what}");
}
