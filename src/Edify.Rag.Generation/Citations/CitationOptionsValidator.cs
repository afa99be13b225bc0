using Microsoft.Extensions.Options;

namespace Edify.Rag.Generation.Citations;

internal sealed class CitationOptionsValidator : IValidateOptions<CitationOptions>
{
    public ValidateOptionsResult Validate(string? name, CitationOptions options)
    {
        if (!Enum.IsDefined(options.Check)) return Fail(nameof(options.Check), options.Check, "must be Rules, Model or None");
        if (options.MinSupport is not (> 0 and <= 1)) return Fail(nameof(options.MinSupport), options.MinSupport, "must lie above 0 and at most at 1");
        if (options.MinSupportedShare is not (>= 0 and <= 1)) return Fail(nameof(options.MinSupportedShare), options.MinSupportedShare, "must lie between 0 and 1");
        if (!Enum.IsDefined(options.Unsupported)) return Fail(nameof(options.Unsupported), options.Unsupported, "must be NotFound or Show");
        if (options.MaxGraded is < 1 or > 200) return Fail(nameof(options.MaxGraded), options.MaxGraded, "must lie between 1 and 200");
        return options.GradingTimeout > TimeSpan.Zero && options.GradingTimeout <= TimeSpan.FromMinutes(10)
            ? ValidateOptionsResult.Success
            : Fail(nameof(options.GradingTimeout), options.GradingTimeout, "must be above 0 and at most 10 minutes");
    }

    private static ValidateOptionsResult Fail(string key, object value, string rule) =>
        ValidateOptionsResult.Fail(FormattableString.Invariant($"CitationOptions.{key} is {value}; it {rule}."));
}
