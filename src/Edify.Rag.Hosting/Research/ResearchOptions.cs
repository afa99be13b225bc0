using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>How long questions are worked on.</summary>
/// <remarks>Read anew for each research.</remarks>
public sealed class ResearchOptions
{
    /// <summary>How many questions a research asks at most, the one that was put included.</summary>
    /// <value>Default: 6. Range: 1 to 30.</value>
    public int MaxQuestions { get; set; } = 6;

    /// <summary>How many of them are answered at a time.</summary>
    /// <value>Default: 2. Range: 1 to 16.</value>
    public int Parallelism { get; set; } = 2;

    /// <summary>How long a language model may take to plan; rules plan when it takes longer.</summary>
    /// <value>Default: 20 seconds. Range: 1 second to 10 minutes.</value>
    public TimeSpan PlanningTimeout { get; set; } = TimeSpan.FromSeconds(20);
}

/// <summary>Checks <see cref="ResearchOptions"/>.</summary>
internal sealed class ResearchOptionsValidator : IValidateOptions<ResearchOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, ResearchOptions options) => options switch
    {
        { MaxQuestions: < 1 or > 30 } => ValidateOptionsResult.Fail($"Research: MaxQuestions is {options.MaxQuestions}; it must be 1 to 30."),
        { Parallelism: < 1 or > 16 } => ValidateOptionsResult.Fail($"Research: Parallelism is {options.Parallelism}; it must be 1 to 16."),
        _ when options.PlanningTimeout < TimeSpan.FromSeconds(1) || options.PlanningTimeout > Longest =>
            ValidateOptionsResult.Fail($"Research: PlanningTimeout is {options.PlanningTimeout}; it must be 1 second to 10 minutes."),
        _ => ValidateOptionsResult.Success,
    };
}
