namespace Edify.Rag;

/// <summary>What a plan allows; a limit that is not set is none. 0 allows nothing.</summary>
public sealed class QuotaPlan
{
    /// <summary>Questions a day.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public long? MessagesPerDay { get; set; }

    /// <summary>Questions a month.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public long? MessagesPerMonth { get; set; }

    /// <summary>Tokens of language models a day, sent and received.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public long? TokensPerDay { get; set; }

    /// <summary>Tokens of language models a month, sent and received.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public long? TokensPerMonth { get; set; }

    /// <summary>Texts embedded a day, of questions and documents. What is under way when it is reached is finished.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public long? EmbeddingsPerDay { get; set; }

    /// <summary>Texts embedded a month, of questions and documents. What is under way when it is reached is finished.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public long? EmbeddingsPerMonth { get; set; }

    /// <summary>Money a day, in the currency of the price list. What is under way when it is reached is finished.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public decimal? CostPerDay { get; set; }

    /// <summary>Money a month, in the currency of the price list. What is under way when it is reached is finished.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public decimal? CostPerMonth { get; set; }

    /// <summary>Bytes of documents that a tenant may store; it counts in plans of tenants alone. A document that does not fit fails and says so.</summary>
    /// <value>Default: none. Range: 0 and more.</value>
    public long? StorageBytes { get; set; }
}
