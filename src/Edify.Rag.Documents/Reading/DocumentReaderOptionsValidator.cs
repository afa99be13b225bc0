using Microsoft.Extensions.Options;

namespace Edify.Rag.Documents.Reading;

/// <summary>Refuses limits that cannot work.</summary>
internal sealed class DocumentReaderOptionsValidator : IValidateOptions<DocumentReaderOptions>
{
    private const int MostEntries = 1_000_000;
    private const int DeepestArchive = 16;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DocumentReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MaxArchiveEntries is < 1 or > MostEntries)
            return ValidateOptionsResult.Fail($"Documents: MaxArchiveEntries is {options.MaxArchiveEntries}; give a number from 1 to {MostEntries}.");
        return options.MaxArchiveDepth is < 1 or > DeepestArchive
            ? ValidateOptionsResult.Fail($"Documents: MaxArchiveDepth is {options.MaxArchiveDepth}; give a number from 1 to {DeepestArchive}.")
            : ValidateOptionsResult.Success;
    }
}
