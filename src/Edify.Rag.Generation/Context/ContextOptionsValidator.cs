using Microsoft.Extensions.Options;

namespace Edify.Rag.Generation.Context;

internal sealed class ContextOptionsValidator : IValidateOptions<ContextOptions>
{
    public ValidateOptionsResult Validate(string? name, ContextOptions options)
    {
        if (options.MaxTokens < 1) return Fail(nameof(options.MaxTokens), options.MaxTokens, "must be at least 1");
        if (options.MaxPassages is < 1 or > 100) return Fail(nameof(options.MaxPassages), options.MaxPassages, "must lie between 1 and 100");
        if (options.MaxPassageTokens < 1) return Fail(nameof(options.MaxPassageTokens), options.MaxPassageTokens, "must be at least 1");
        if (options.MaxHistoryTokens < 0) return Fail(nameof(options.MaxHistoryTokens), options.MaxHistoryTokens, "must be at least 0");
        return options.Order is PassageOrder.BestFirst or PassageOrder.BestAtEnds
            ? ValidateOptionsResult.Success
            : Fail(nameof(options.Order), options.Order, "must be BestFirst or BestAtEnds");
    }

    private static ValidateOptionsResult Fail(string key, object value, string rule) =>
        ValidateOptionsResult.Fail(FormattableString.Invariant($"ContextOptions.{key} is {value}; it {rule}."));
}
