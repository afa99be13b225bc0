namespace Edify.Rag;

/// <summary>How a gateway chooses among its language models. Read with every call, so that a change takes effect with the next one.</summary>
public sealed class ChatGatewayOptions
{
    /// <summary>How long all tries of a call may take together, until the first token of a stream or until the whole of another answer.</summary>
    /// <value>Default: 3 minutes. Range: 10 milliseconds to 1 day.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Which models are asked, and in which order; the first route that fits a call decides. Without one: all, in the order in which they were added.</summary>
    /// <value>Default: none.</value>
    public IList<ChatRoute> Routes { get; } = [];

    /// <summary>What models cost; one that is not listed counts as free, and its calls report no cost.</summary>
    /// <value>Default: none.</value>
    public IList<ModelPrice> Prices { get; } = [];

    /// <summary>The currency of the prices, as a code of ISO 4217; it goes with the metric of costs.</summary>
    /// <value>Default: USD.</value>
    public string Currency { get; set; } = "USD";
}

/// <summary>A rule that chooses models. Of its conditions those that are set must all hold.</summary>
public sealed class ChatRoute
{
    /// <summary>What logs call it.</summary>
    /// <value>Default: empty.</value>
    public string Name { get; set; } = string.Empty;

    /// <summary>For prompts of at least so many characters, all messages together.</summary>
    /// <value>Default: null.</value>
    public int? MinCharacters { get; set; }

    /// <summary>For prompts of at most so many characters, all messages together.</summary>
    /// <value>Default: null.</value>
    public int? MaxCharacters { get; set; }

    /// <summary>For questions of these kinds, where they are known.</summary>
    /// <value>Default: none, which is any.</value>
    public IList<QuestionKind> Kinds { get; } = [];

    /// <summary>For these tenants.</summary>
    /// <value>Default: none, which is any.</value>
    public IList<string> Tenants { get; } = [];

    /// <summary>For these purposes, such as <see cref="ModelCall.Answering"/> or <see cref="ModelCall.Rewriting"/>.</summary>
    /// <value>Default: none, which is any.</value>
    public IList<string> Purposes { get; } = [];

    /// <summary>
    /// For calls of tenants whose budget is nearly used up (true), or not (false); see <see cref="ModelCall.IsThrifty"/>. For such calls
    /// the models that cost least come first in any case.
    /// </summary>
    /// <value>Default: null, which is both.</value>
    public bool? Thrifty { get; set; }

    /// <summary>The models to ask, by name, the first one first.</summary>
    /// <value>Default: none, which is all, in the order in which they were added.</value>
    public IList<string> Models { get; } = [];

    /// <summary>Whether only <see cref="Models"/> are asked, such as those on the school's own servers; the others follow otherwise.</summary>
    /// <value>Default: false.</value>
    public bool Only { get; set; }

    /// <summary>Whether models are asked in order of what the call is expected to cost, and not of their listing.</summary>
    /// <value>Default: false.</value>
    public bool CheapestFirst { get; set; }

    /// <summary>Models are left out of which the call is expected to cost more, in the currency of the price list.</summary>
    /// <value>Default: null.</value>
    public decimal? MaxCost { get; set; }
}

/// <summary>What a model costs.</summary>
public sealed class ModelPrice
{
    /// <summary>The model's name as its service knows it; also for its dated versions: <c>gpt-4o</c> is for <c>gpt-4o-2024-08-06</c>, too.</summary>
    /// <value>Default: empty; it must be set.</value>
    public string Model { get; set; } = string.Empty;

    /// <summary>Price of a million tokens that it reads.</summary>
    /// <value>Default: 0.</value>
    public decimal Input { get; set; }

    /// <summary>Price of a million tokens that it reads from its cache.</summary>
    /// <value>Default: null, which is <see cref="Input"/>.</value>
    public decimal? CachedInput { get; set; }

    /// <summary>Price of a million tokens that it writes.</summary>
    /// <value>Default: 0.</value>
    public decimal Output { get; set; }
}
