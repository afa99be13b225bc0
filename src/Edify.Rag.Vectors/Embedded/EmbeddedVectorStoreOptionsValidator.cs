using Microsoft.Extensions.Options;

namespace Edify.Rag.Vectors.Embedded;

internal sealed class EmbeddedVectorStoreOptionsValidator : IValidateOptions<EmbeddedVectorStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedVectorStoreOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.Directory)) errors.AddError("names no directory; give the path of one", nameof(options.Directory));
        if (options.K1 is not (> 0 and <= 10)) errors.AddError($"is {options.K1}; accepted is above 0, to 10", nameof(options.K1));
        if (options.B is not (>= 0 and <= 1)) errors.AddError($"is {options.B}; accepted is 0 to 1", nameof(options.B));
        if (options.FusionK is not (>= 1 and <= 1000)) errors.AddError($"is {options.FusionK}; accepted is 1 to 1,000", nameof(options.FusionK));
        return errors.Build();
    }
}
