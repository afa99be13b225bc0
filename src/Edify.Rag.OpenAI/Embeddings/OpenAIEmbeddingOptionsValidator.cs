using Edify.Rag.OpenAI.Connection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.OpenAI.Embeddings;

internal sealed class OpenAIEmbeddingOptionsValidator : IValidateOptions<OpenAIEmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenAIEmbeddingOptions options)
    {
        List<string> failures = [.. OpenAIModelValidation.Failures(options, "/embeddings", "text-embedding-3-small")];
        Check(nameof(options.Dimensions), options.Dimensions, 0, OpenAIEmbeddingOptions.MostDimensions);
        Check(nameof(options.MaxTextsPerRequest), options.MaxTextsPerRequest, 1, OpenAIEmbeddingOptions.MostTexts);
        Check(nameof(options.MaxTokensPerRequest), options.MaxTokensPerRequest, 1, OpenAIEmbeddingOptions.MostTokens);
        Check(nameof(options.MaxTokensPerText), options.MaxTokensPerText, 1, OpenAIEmbeddingOptions.MostTokens);
        if (!Enum.IsDefined(options.LongTexts))
            failures.Add($"{nameof(OpenAIEmbeddingOptions)}.{nameof(options.LongTexts)} is {options.LongTexts}; it must be Truncate or Refuse.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Check(string key, int value, int least, int most)
        {
            if (value < least || value > most) failures.Add($"{nameof(OpenAIEmbeddingOptions)}.{key} is {value}; it must be {least} to {most}.");
        }
    }
}
