using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Inspection;

/// <summary>Refuses budgets that no document can keep.</summary>
internal sealed class DocumentInspectionOptionsValidator : IValidateOptions<DocumentInspectionOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DocumentInspectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Limits switch
        {
            null => ValidateOptionsResult.Fail("Inspection: Limits is missing; give a DocumentLimits."),
            { MaxFileBytes: < 1 } or { MaxInflatedBytes: < 1 } or { MaxObjects: < 1 } or { MaxNesting: < 1 } or { MaxOperations: < 1 } or { MaxGlyphs: < 1 } =>
                ValidateOptionsResult.Fail("Inspection: a limit is less than 1; each must be at least 1."),
            { MaxDuration.Ticks: <= 0 } => ValidateOptionsResult.Fail($"Inspection: MaxDuration is {options.Limits.MaxDuration}; it must be more than zero."),
            _ => ValidateOptionsResult.Success,
        };
    }
}
