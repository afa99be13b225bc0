using Edify.Rag.Hosting.Auditing;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Checks <see cref="AuditOptions"/>.</summary>
internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        if (IsOut(options.Retention)) return Fail($"Retention is {options.Retention}; it must be 1 day to 36,500 days, or null to keep records for ever.");
        if (IsOut(options.QuestionRetention)) return Fail($"QuestionRetention is {options.QuestionRetention}; it must be 1 day to 36,500 days, or null.");
        if (options.PruneInterval < TimeSpan.FromMinutes(1) || options.PruneInterval > TimeSpan.FromDays(30)) return Fail($"PruneInterval is {options.PruneInterval}; it must be 1 minute to 30 days.");

        // The key itself has no place in a message.
        return options.Key.Length == 0 || AuditKey.Decode(options.Key) is not null ? ValidateOptionsResult.Success : Fail("Key is not Base64 of at least 32 bytes.");
    }

    private static bool IsOut(TimeSpan? value) => value < TimeSpan.FromDays(1) || value > Longest;

    private static ValidateOptionsResult Fail(string what) => ValidateOptionsResult.Fail($"Audit: {what}");
}
