using System.Globalization;
using Edify.Rag.OpenAI.Connection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.OpenAI.Chat;

internal sealed class OpenAIChatOptionsValidator : IValidateOptions<OpenAIChatOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenAIChatOptions options)
    {
        List<string> failures = [.. OpenAIModelValidation.Failures(options, "/chat/completions", "gpt-4o-mini").Concat(Failures(options).Select(fault => $"{nameof(OpenAIChatOptions)}.{fault}"))];
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Failures(OpenAIChatOptions options)
    {
        if (options.AzureApiVersion is { } version)
        {
            if (version.Length == 0 || !version.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
                yield return $"{nameof(options.AzureApiVersion)} must be a version such as \"2024-10-21\", or left out.";
            if (options.Endpoint is null) yield return $"{nameof(options.Endpoint)} must be set with AzureApiVersion: the resource's address, such as \"https://NAME.openai.azure.com\".";
            else if (options.Endpoint.IsAbsoluteUri && options.Endpoint.AbsolutePath.Contains("/openai", StringComparison.OrdinalIgnoreCase))
                yield return $"{nameof(options.Endpoint)} must end before \"/openai\" with AzureApiVersion; the path of the deployment is added to it.";
        }

        if (options.MaxOutputTokens is < 1 or > OpenAIChatOptions.MostTokens) yield return $"{nameof(options.MaxOutputTokens)} is {options.MaxOutputTokens}; it must be 1 to {OpenAIChatOptions.MostTokens}.";
        if (options.Temperature is { } temperature && temperature is not (>= 0 and <= 2))
            yield return string.Create(CultureInfo.InvariantCulture, $"{nameof(options.Temperature)} is {temperature}; it must be 0 to 2.");
    }
}
