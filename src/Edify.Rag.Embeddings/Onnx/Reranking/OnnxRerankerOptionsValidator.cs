using Microsoft.Extensions.Options;

namespace Edify.Rag.Embeddings.Onnx;

internal sealed class OnnxRerankerOptionsValidator : IValidateOptions<OnnxRerankerOptions>
{
    public ValidateOptionsResult Validate(string? name, OnnxRerankerOptions options)
    {
        var failures = OnnxModelValidation.Failures(options).ToList();
        if (options.Top < 0) failures.Add($"OnnxRerankerOptions.Top is {options.Top}; it must not be negative.");
        if (options.RetrievalWeight is not (>= 0 and <= 1)) failures.Add($"OnnxRerankerOptions.RetrievalWeight is {options.RetrievalWeight}; it must lie between 0 and 1.");
        if (options.Score is { } score && !Enum.IsDefined(score)) failures.Add($"OnnxRerankerOptions.Score is {score}; it must be Sigmoid or Logit.");
        if (options is { Score: OnnxRerankScore.Logit, RetrievalWeight: > 0 })
            failures.Add("OnnxRerankerOptions.RetrievalWeight needs scores between 0 and 1; leave Score to Sigmoid.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
