using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>What a host checks before it serves the first request.</summary>
public sealed class StartupCheckOptions
{
    /// <summary>
    /// Whether the host refuses to start when the vector store can't be reached or is too old, when the collection was made by another
    /// embedder, or when the store lacks a condition or an index that the access policy filters by.
    /// </summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>How long the checks may take together; a store that does not answer in time is one that can't be reached.</summary>
    /// <value>Default: 30 seconds. Range: above 0, to one hour.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>Checks <see cref="StartupCheckOptions"/>.</summary>
internal sealed class StartupCheckOptionsValidator : IValidateOptions<StartupCheckOptions>
{
    public ValidateOptionsResult Validate(string? name, StartupCheckOptions options) =>
        options.Timeout > TimeSpan.Zero && options.Timeout <= TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"StartupChecks: Timeout is {options.Timeout}; it must be above 0, to one hour.");
}
