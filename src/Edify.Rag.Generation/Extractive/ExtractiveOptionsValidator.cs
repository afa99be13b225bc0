using System.Globalization;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Generation.Extractive;

internal sealed class ExtractiveOptionsValidator : IValidateOptions<ExtractiveOptions>
{
    public ValidateOptionsResult Validate(string? name, ExtractiveOptions options)
    {
        if (options.MaxSentences is < 1 or > 20) return Fail(nameof(options.MaxSentences), options.MaxSentences, "between 1 and 20");
        if (options.MaxCharacters is < 100 or > 10_000) return Fail(nameof(options.MaxCharacters), options.MaxCharacters, "between 100 and 10000");
        return options.MinCoverage is > 0 and <= 1
            ? ValidateOptionsResult.Success
            : Fail(nameof(options.MinCoverage), options.MinCoverage, "above 0 and at most 1");
    }

    private static ValidateOptionsResult Fail(string key, IFormattable value, string range) =>
        ValidateOptionsResult.Fail($"ExtractiveOptions.{key} is {value.ToString(null, CultureInfo.InvariantCulture)}; it must lie {range}.");
}
