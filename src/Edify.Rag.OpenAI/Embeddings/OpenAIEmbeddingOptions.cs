namespace Edify.Rag;

/// <summary>Settings of an embedder that is asked for by OpenAI's API.</summary>
public sealed class OpenAIEmbeddingOptions : OpenAIModelOptions
{
    internal const int MostDimensions = 65_536;
    internal const int MostTexts = 2048;
    internal const int MostTokens = 10_000_000;

    /// <summary>Length of the vectors, for models that can shorten them; 0 for the model's own.</summary>
    /// <value>Default: 0. Range: 0 to 65,536.</value>
    public int Dimensions { get; set; }

    /// <summary>What is put before a question, for models that were trained so, such as <c>query: </c> for E5; empty for nothing.</summary>
    /// <value>Default: empty.</value>
    public string QueryPrefix { get; set; } = string.Empty;

    /// <summary>What is put before a passage, for models that were trained so, such as <c>passage: </c> for E5; empty for nothing.</summary>
    /// <value>Default: empty.</value>
    public string PassagePrefix { get; set; } = string.Empty;

    /// <summary>The most texts of a request. A server that refuses so many is asked for fewer from then on.</summary>
    /// <value>Default: 256. Range: 1 to 2,048, which is OpenAI's limit.</value>
    public int MaxTextsPerRequest { get; set; } = 256;

    /// <summary>The most tokens of a request, all texts together; a longer text goes alone.</summary>
    /// <value>Default: 100,000. Range: 1 to 10,000,000. OpenAI's limit is 300,000.</value>
    public int MaxTokensPerRequest { get; set; } = 100_000;

    /// <summary>The most tokens of a text, prefix included, without those that a model adds itself.</summary>
    /// <value>Default: 8,191, which suits OpenAI's models. Range: 1 to 10,000,000.</value>
    public int MaxTokensPerText { get; set; } = 8191;

    /// <summary>What is done with a text that is longer than the model takes.</summary>
    /// <value>Default: <see cref="OpenAILongTexts.Truncate"/>.</value>
    public OpenAILongTexts LongTexts { get; set; } = OpenAILongTexts.Truncate;
}

/// <summary>What is done with a text that is longer than the model takes.</summary>
public enum OpenAILongTexts
{
    /// <summary>Its end is left out.</summary>
    Truncate,

    /// <summary>It is refused, by <see cref="TextsRefusedException"/>.</summary>
    Refuse,
}
