using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Generation.Prompts;

internal sealed partial class PromptOptionsValidator : IValidateOptions<PromptOptions>
{
    private const string Accepted = "1 to 64 of a-z, 0-9, '.', '-' and '_', beginning with a letter or digit, without '.txt'";

    public ValidateOptionsResult Validate(string? name, PromptOptions options)
    {
        foreach (var (key, template) in options.Variants.Select((v, i) => ($"Variants:{i}:Template", v.Template)).Prepend(("Template", options.Template)))
        {
            if (!Name.IsMatch(template)) return ValidateOptionsResult.Fail($"PromptOptions.{key} is '{template}'; it must be a file's name: {Accepted}.");
            if (options.Folder.Length == 0 && ShippedPrompts.Find(template) is null)
                return ValidateOptionsResult.Fail($"PromptOptions.{key} is '{template}', which is not shipped; name the folder that holds it in PromptOptions.Folder.");
        }

        if (options.Variants.FirstOrDefault(v => v.Percent is not (>= 0 and <= 100)) is { } variant)
            return ValidateOptionsResult.Fail(string.Create(
                CultureInfo.InvariantCulture, $"PromptOptions.Variants: the Percent of '{variant.Template}' is {variant.Percent}; it must lie between 0 and 100."));
        if (options.Variants.Sum(v => v.Percent) is > 100 and var sum)
            return ValidateOptionsResult.Fail(string.Create(
                CultureInfo.InvariantCulture, $"PromptOptions.Variants: the shares add up to {sum} percent; they may add up to 100 at most."));
        return options.SuspiciousText is SuspiciousText.Withhold or SuspiciousText.Mark
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"PromptOptions.SuspiciousText is {options.SuspiciousText}; it must be Withhold or Mark.");
    }

    [GeneratedRegex(@"\A(?!.*\.txt\z)[a-z0-9][a-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }
}
