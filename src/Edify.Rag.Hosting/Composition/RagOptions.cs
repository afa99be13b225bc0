using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>What all parts of one pipeline share.</summary>
public sealed class RagOptions
{
    /// <summary>The tenant that is meant when a command or a host names none.</summary>
    /// <value>Default: default.</value>
    public string Tenant { get; set; } = "default";

    /// <summary>The collection of the vector store: lower-case letters, digits, '-' and '_', at most 63.</summary>
    /// <value>Default: documents.</value>
    public string Collection { get; set; } = "documents";

    /// <summary>Directory of what the embedded parts keep: vectors and ledger. Relative to the working directory.</summary>
    /// <value>Default: .edify.</value>
    public string StateDirectory { get; set; } = ".edify";
}

/// <summary>Checks <see cref="RagOptions"/>.</summary>
internal sealed class RagOptionsValidator : IValidateOptions<RagOptions>
{
    public ValidateOptionsResult Validate(string? name, RagOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Tenant)) return ValidateOptionsResult.Fail("EdifyRag: Tenant is blank; name the school or organisation.");
        if (string.IsNullOrWhiteSpace(options.StateDirectory)) return ValidateOptionsResult.Fail("EdifyRag: StateDirectory is blank; name a directory.");
        return IsCollectionName(options.Collection)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"EdifyRag: Collection '{options.Collection}' is not a name; use 1 to 63 lower-case letters, digits, '-' and '_', a letter or digit first.");
    }

    private static bool IsCollectionName(string name) =>
        name is { Length: > 0 and <= 63 } && char.IsAsciiLetterOrDigit(name[0]) &&
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
