using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.Templates;

internal sealed class PathTemplateOptionsValidator : IValidateOptions<PathTemplateOptions>
{
    public ValidateOptionsResult Validate(string? name, PathTemplateOptions options)
    {
        var faults = new List<string>();
        for (var i = 0; i < options.Templates.Count; i++)
        {
            var rule = options.Templates[i] ?? new PathTemplateRule();
            Check($"{nameof(PathTemplateOptions.Templates)}[{i}] ('{rule.Pattern}')", () => PathTemplate.Compile(rule));
        }

        for (var i = 0; i < options.MetadataFields.Count; i++)
        {
            var field = options.MetadataFields[i];
            Check($"{nameof(PathTemplateOptions.MetadataFields)}[{i}]", () => FieldNames.ThrowIfInvalid(field));
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, Action check)
        {
            try
            {
                check();
            }
            catch (FormatException e)
            {
                faults.Add($"{nameof(PathTemplateOptions)}.{key} cannot be used: {e.Message}");
            }
        }
    }
}
