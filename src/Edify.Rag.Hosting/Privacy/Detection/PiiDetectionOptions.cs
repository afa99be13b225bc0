using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>What counts as identifying a person. Read with each text.</summary>
public sealed class PiiDetectionOptions
{
    /// <summary>The kinds that are looked for.</summary>
    /// <value>Default: empty, which means all.</value>
    public IList<PiiKind> Kinds { get; } = [];

    /// <summary>The countries whose numbers of persons are looked for, by two letters, such as "DE".</summary>
    /// <value>Default: empty, which means all that are known.</value>
    public IList<string> Countries { get; } = [];

    /// <summary>Files with further patterns of national numbers, written as docs/privacy.md tells. Read when the options are.</summary>
    /// <value>Default: empty.</value>
    public IList<string> PatternFiles { get; } = [];

    /// <summary>A text file with names, one a line; "#" begins a remark. Read again when it has changed.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? NamesFile { get; set; }

    /// <summary>Whether first and last names count alone, too, where they are written with a capital.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool NameParts { get; set; } = true;
}

/// <summary>Checks <see cref="PiiDetectionOptions"/>.</summary>
internal sealed class PiiDetectionOptionsValidator : IValidateOptions<PiiDetectionOptions>
{
    public ValidateOptionsResult Validate(string? name, PiiDetectionOptions options)
    {
        if (options.Kinds.Any(kind => !Enum.IsDefined(kind)))
            return ValidateOptionsResult.Fail($"Privacy:Detection: Kinds must be of {string.Join(", ", Enum.GetNames<PiiKind>())}.");
        if (options.Countries.FirstOrDefault(country => country is not { Length: 2 }) is { } wrong)
            return ValidateOptionsResult.Fail($"Privacy:Detection: Countries has '{wrong}'; write two letters, such as \"DE\".");
        if (options.PatternFiles.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            return ValidateOptionsResult.Fail($"Privacy:Detection: there is no pattern file '{missing}'.");
        return options.NamesFile is { } names && !File.Exists(names)
            ? ValidateOptionsResult.Fail($"Privacy:Detection: there is no file of names '{names}'.")
            : ValidateOptionsResult.Success;
    }
}
