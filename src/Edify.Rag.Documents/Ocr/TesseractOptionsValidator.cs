using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Ocr;

/// <summary>Refuses what the program would not understand.</summary>
internal sealed partial class TesseractOptionsValidator : IValidateOptions<TesseractOptions>
{
    private const int MostProcesses = 256;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TesseractOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.Path)) return Fail(nameof(options.Path), options.Path, "name the program, or give its path");
        if (!LanguageNames().IsMatch(options.Languages ?? "")) return Fail(nameof(options.Languages), options.Languages, "give names joined by '+', such as \"eng+deu\"");
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromHours(1)) return Fail(nameof(options.Timeout), options.Timeout, "give a time from 1 second to 1 hour");
        if (options.PageSegmentation is not (1 or (>= 3 and <= 13))) return Fail(nameof(options.PageSegmentation), options.PageSegmentation, "give 1, or a number from 3 to 13");
        return options.MaxParallel is < 0 or > MostProcesses
            ? Fail(nameof(options.MaxParallel), options.MaxParallel, $"give a number from 0 to {MostProcesses}")
            : ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Fail(string key, object? value, string what) => ValidateOptionsResult.Fail($"Ocr: {key} is '{value}'; {what}.");

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_/]{0,63}(?:\+[A-Za-z0-9_][A-Za-z0-9_/]{0,63}){0,15}$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageNames();
}
