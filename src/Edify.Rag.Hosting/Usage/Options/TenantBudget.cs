namespace Edify.Rag;

/// <summary>What a tenant may spend on language models, and what happens as it comes to an end.</summary>
/// <remarks>Counted by the pipeline's meter, so all machines that share the meter share the budget.</remarks>
public sealed class TenantBudget
{
    /// <summary>Money a day, in the currency of the price list.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public decimal? PerDay { get; set; }

    /// <summary>Money a month, in the currency of the price list.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public decimal? PerMonth { get; set; }

    /// <summary>From which share on the models that cost least are asked first; see <see cref="ModelCall.IsThrifty"/>.</summary>
    /// <value>Default: 0.8. Range: 0 to 1.</value>
    public double ThriftyAt { get; set; } = 0.8;

    /// <summary>What happens once it is spent, until the day or month ends.</summary>
    /// <value>Default: CheapestModel.</value>
    public BudgetEnd WhenSpent { get; set; }
}

/// <summary>What happens once a budget is spent.</summary>
public enum BudgetEnd
{
    /// <summary>The model that costs least goes on.</summary>
    CheapestModel,

    /// <summary>No language model is asked: answers are made of extracts.</summary>
    Extracts,

    /// <summary>Questions are refused.</summary>
    Refuse,
}
