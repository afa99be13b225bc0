using Edify.Rag.Hosting.Privacy;
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

    /// <summary>
    /// Whether texts stay on the school's own network. A host, or the command line, then refuses to start with a language model, an
    /// embedder, a store, a source or a shared cache elsewhere, and names each. One of which nobody knows where it is counts as elsewhere.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool LocalOnly { get; set; }

    /// <summary>
    /// What belongs to the school's own network besides this machine: hosts ("db.school.lan"), all below a name ("*.school.lan"), addresses,
    /// networks ("10.0.0.0/8"), or the names of parts that have no address, as the doctor shows them ("s3").
    /// </summary>
    /// <remarks>Language models at these hosts get texts without redaction, and <see cref="LocalOnly"/> lets them be.</remarks>
    /// <value>Default: empty.</value>
    public IList<string> LocalHosts { get; } = [];
}

/// <summary>Checks <see cref="RagOptions"/>.</summary>
internal sealed class RagOptionsValidator : IValidateOptions<RagOptions>
{
    public ValidateOptionsResult Validate(string? name, RagOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Tenant)) return ValidateOptionsResult.Fail("EdifyRag: Tenant is blank; name the school or organisation.");
        if (string.IsNullOrWhiteSpace(options.StateDirectory)) return ValidateOptionsResult.Fail("EdifyRag: StateDirectory is blank; name a directory.");
        if (options.LocalHosts.FirstOrDefault(host => !LocalNetwork.IsEntry(host)) is { } wrong)
            return ValidateOptionsResult.Fail($"EdifyRag: LocalHosts has '{wrong}'; it must be a host, \"*.domain\", an address, or a network such as \"10.0.0.0/8\".");
        return IsCollectionName(options.Collection)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"EdifyRag: Collection '{options.Collection}' is not a name; use 1 to 63 lower-case letters, digits, '-' and '_', a letter or digit first.");
    }

    private static bool IsCollectionName(string name) =>
        name is { Length: > 0 and <= 63 } && char.IsAsciiLetterOrDigit(name[0]) &&
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
