namespace Edify.Rag;

/// <summary>How citations are checked. A changed setting takes effect on the next question.</summary>
public sealed class CitationOptions
{
    /// <summary>Who decides whether a passage supports what it is cited for.</summary>
    /// <value>Default: <see cref="SupportCheck.Rules"/>.</value>
    public SupportCheck Check { get; set; } = SupportCheck.Rules;

    /// <summary>
    /// How much of a statement its passage must say, its terms weighted: numbers, names and negations must agree in any case. Higher
    /// values believe less.
    /// </summary>
    /// <value>Default: 0.6. Range: above 0, to 1.</value>
    public double MinSupport { get; set; } = 0.6;

    /// <summary>The share of an answer's cited statements that must be supported; below it, no answer was found.</summary>
    /// <value>Default: 0; one is enough. Range: 0 to 1.</value>
    public double MinSupportedShare { get; set; }

    /// <summary>What becomes of an answer of which too little is supported.</summary>
    /// <value>Default: <see cref="UnsupportedAnswers.NotFound"/>.</value>
    public UnsupportedAnswers Unsupported { get; set; } = UnsupportedAnswers.NotFound;

    /// <summary>The most pairs of statement and passage that a language model is asked to grade for one answer; rules decide about the rest.</summary>
    /// <value>Default: 24. Range: 1 to 200.</value>
    public int MaxGraded { get; set; } = 24;

    /// <summary>How long grading by a language model may take before rules decide.</summary>
    /// <value>Default: 20 seconds. Range: above 0, to 10 minutes.</value>
    public TimeSpan GradingTimeout { get; set; } = TimeSpan.FromSeconds(20);
}

/// <summary>Ways to decide whether a passage supports what it is cited for.</summary>
public enum SupportCheck
{
    /// <summary>By rules: its terms, numbers, names and negations. Needs no model.</summary>
    Rules,

    /// <summary>The pipeline's language model grades, with one more call for each answer; where it fails, rules decide.</summary>
    Model,

    /// <summary>Not at all: a citation is kept if its passage exists.</summary>
    None,
}

/// <summary>What becomes of an answer that the passages do not support.</summary>
public enum UnsupportedAnswers
{
    /// <summary>It is not shown: no answer was found.</summary>
    NotFound,

    /// <summary>It is shown without the citations that do not hold.</summary>
    Show,
}
