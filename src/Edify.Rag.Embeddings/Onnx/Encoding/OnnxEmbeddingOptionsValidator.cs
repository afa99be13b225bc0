using Microsoft.Extensions.Options;

namespace Edify.Rag.Embeddings.Onnx;

internal sealed class OnnxEmbeddingOptionsValidator : IValidateOptions<OnnxEmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, OnnxEmbeddingOptions options)
    {
        var failures = OnnxModelValidation.Failures(options).ToList();
        if (options.Dimensions < 0) failures.Add($"OnnxEmbeddingOptions.Dimensions is {options.Dimensions}; it must not be negative.");
        if (options.MaxWindows is < 1 or > OnnxEmbeddingOptions.MaxWindowsLimit)
            failures.Add($"OnnxEmbeddingOptions.MaxWindows is {options.MaxWindows}; it must lie between 1 and {OnnxEmbeddingOptions.MaxWindowsLimit}.");
        if (options.Pooling is { } pooling && !Enum.IsDefined(pooling)) failures.Add($"OnnxEmbeddingOptions.Pooling is {pooling}; it must be one of {string.Join(", ", Enum.GetNames<OnnxPooling>())}.");
        if (!Enum.IsDefined(options.LongTexts)) failures.Add($"OnnxEmbeddingOptions.LongTexts is {options.LongTexts}; it must be Truncate or Average.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
