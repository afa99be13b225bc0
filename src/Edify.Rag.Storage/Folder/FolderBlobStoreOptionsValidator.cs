using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.Folder;

internal sealed class FolderBlobStoreOptionsValidator : IValidateOptions<FolderBlobStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, FolderBlobStoreOptions options) =>
        string.IsNullOrWhiteSpace(options.Path) || options.Path.Contains('\0')
            ? ValidateOptionsResult.Fail(
                $"{nameof(FolderBlobStoreOptions)}.{nameof(options.Path)} must be the path of a folder; it is blank or contains NUL.")
            : ValidateOptionsResult.Success;
}
